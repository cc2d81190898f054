"""Jobs of the bench: each runs in a process of its own, so that its memory is its own."""
