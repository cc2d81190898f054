"""Torture: crash, cut the power, fill the disk, crowd the queue, and see that the book holds."""
