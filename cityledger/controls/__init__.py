"""Every rule as a pure function from facts and parameters to findings."""
