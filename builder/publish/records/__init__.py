"""Reads, checks and packs the records in content/."""
