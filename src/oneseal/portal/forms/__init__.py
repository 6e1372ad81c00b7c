"""Forms of the portal's own pages."""
