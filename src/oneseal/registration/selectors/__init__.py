"""Every read of market registration."""
