"""Build time only. Knows files and the full standard library; nothing in builder/*.py imports it but catalog.py."""
