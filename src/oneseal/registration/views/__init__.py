"""Doors of market registration."""
