"""The benchmark: every budget of the design, measured beside a floor and the stock engines, in one run."""
