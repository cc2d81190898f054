"""The auditor at work: all of it reads, what is written down is the auditor's own."""
