"""Doors of the queue."""
