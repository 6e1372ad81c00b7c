"""Doors of plan layers."""
