"""Doors of training."""
