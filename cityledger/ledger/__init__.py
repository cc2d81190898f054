"""The laws: seal, apply, limits, balances, periods, replay."""
