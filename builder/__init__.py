"""Viktigast: the program behind "Förbered ditt möte"."""
