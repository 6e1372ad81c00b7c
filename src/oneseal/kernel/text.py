"""Marking sentences for translation where Django may not be imported."""


def N_(sentence: str) -> str:
    """Mark a Chinese sentence for the translation catalogue and return it unchanged."""
    return sentence
