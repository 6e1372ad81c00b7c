"""Doors of agents and assistance."""
