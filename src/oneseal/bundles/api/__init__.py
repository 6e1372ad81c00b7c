"""Bundles for other systems: themes, joint applications, and the orders of partners; the same services as the pages."""
