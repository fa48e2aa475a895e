"""Makes the Python engines that a browser loads."""
