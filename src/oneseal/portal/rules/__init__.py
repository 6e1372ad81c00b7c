"""Rules of the portal: published rates."""
