"""Pinyin of Chinese words, as typed by somebody who looks for them. A sign that is no character stands for itself."""

from typing import Any

EACH_SIGN: Any = list


def syllables(text: str) -> list[str]:
    """The syllables without tones."""
    # Imported at first use: the dictionary takes half a second to load, which every command would wait for.
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text, errors=EACH_SIGN)


def initials(text: str) -> list[str]:
    """The first letter of each syllable."""
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=Style.FIRST_LETTER, errors=EACH_SIGN)
