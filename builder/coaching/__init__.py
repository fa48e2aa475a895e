"""The goal coach: reads a text, asks one question, and helps to answer it."""
