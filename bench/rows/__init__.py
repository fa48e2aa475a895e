"""One module for each measured row of the benchmark."""
