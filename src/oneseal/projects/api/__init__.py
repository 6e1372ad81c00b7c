"""Doors for other systems: the province's platform, utility companies."""
