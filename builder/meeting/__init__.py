"""The meeting: its circle, and the days around it."""
