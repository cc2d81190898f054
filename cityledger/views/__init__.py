"""Read models: frozen dataclasses, one question each."""
