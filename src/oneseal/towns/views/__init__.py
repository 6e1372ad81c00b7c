"""Pages of towns and villages."""
