"""Pure values: money, days, words, errors, acts. Standard library only."""
