"""The independent verifier: standard library only, imports nothing of ours."""
