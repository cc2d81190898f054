"""The administrator at work: people, keys, policy packs, copies; no money anywhere."""
