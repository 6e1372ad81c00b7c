"""What other agencies keep about a person, asked for by that person and kept nowhere. See README.md."""
