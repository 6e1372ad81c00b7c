"""Pure rules of the reformer's bench."""
