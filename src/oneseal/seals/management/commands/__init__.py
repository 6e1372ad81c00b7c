"""Commands of seals."""
