"""What the pages of the queue were sent."""


def number(text: str) -> int:
    """The id that a field names; 0, which is nobody's, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
