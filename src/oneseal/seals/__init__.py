"""Electronic seals: what they are made of, who may use them, what was sealed. See README.md."""
