"""Pure rules of seals: values in, values out."""
