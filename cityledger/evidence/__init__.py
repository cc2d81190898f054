"""Pure bytes: canonical encoding, event, leaf, Merkle tree, keys. No database."""
