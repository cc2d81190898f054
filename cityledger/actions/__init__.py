"""What a person can do: frozen commands in, receipts out, one gate."""
