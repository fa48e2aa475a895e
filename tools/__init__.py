"""Sets up a machine for building and testing. No part of the program."""
