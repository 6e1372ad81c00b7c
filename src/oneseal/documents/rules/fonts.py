"""Which signs the document fonts cannot print: told at input, not found as an empty box on a decision."""

from functools import cache

import pylopdf_fonts_zh_cn

_BLANK = frozenset(" \t\r\n　")


def unprintable(text: str) -> list[str]:
    """The signs of the text, each once in order, that no document font has (rare characters of GB 18030 mostly)."""
    known = _printable()
    return list(dict.fromkeys(sign for sign in text if sign not in _BLANK and ord(sign) not in known))


@cache
def _printable() -> frozenset[int]:
    """Code points that both document fonts have, so that a text can stand in either."""
    # Imported where it is used: it takes half a second to load, which every command would wait for.
    from fontTools.ttLib import TTFont

    paths = (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path())
    return frozenset.intersection(
        *(frozenset(TTFont(path, lazy=True, fontNumber=0).getBestCmap()) for path in paths)
    )
