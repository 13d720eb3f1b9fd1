"""What matters, measured: `python -m benchmarks` (or `make bench`) prints the tables."""
