"""Doors of publicity."""
