"""The plan that a person has written, and the sheet made from it."""
