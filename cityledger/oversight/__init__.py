"""The detective side: red flags and statistics."""
