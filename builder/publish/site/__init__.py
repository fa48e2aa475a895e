"""Turns a built folder into the folder that is published."""
