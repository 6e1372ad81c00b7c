"""Small fonts for OFD: only the signs that a document shows, cut from the packaged Chinese fonts.

fontTools is imported where it is used: it takes half a second to load, which every command would wait for.
"""

from collections.abc import Iterable
from functools import cache
from io import BytesIO
from threading import Lock
from typing import Any

import pylopdf_fonts_zh_cn

FACES = {
    "serif": ("Noto Serif SC", pylopdf_fonts_zh_cn.serif_path),
    "sans": ("Noto Sans SC", pylopdf_fonts_zh_cn.sans_path),
}
"""The faces that a document may use: family name, where its file lies."""

MADE = 3_406_620_153 + 315_532_800
"""A fixed date in the fonts (seconds since 1904), so that equal texts give equal fonts."""

_lock = Lock()


class _Face:
    """One font file, opened once; outlines are kept as they are asked for."""

    def __init__(self, name: str, path: str) -> None:
        from fontTools.ttLib import TTFont

        font = TTFont(path, lazy=True)
        self.name = name
        self.glyphs = font.getGlyphSet()
        self.by_code: dict[int, str] = font.getBestCmap()
        self.em = int(font["head"].unitsPerEm)
        self.ascent, self.descent = int(font["hhea"].ascent), int(font["hhea"].descent)
        self.box = {name: int(getattr(font["head"], name)) for name in ("xMin", "yMin", "xMax", "yMax")}
        self._outlines: dict[str, Any] = {}

    def outline(self, glyph: str) -> Any:
        """A glyph's drawing without references to others."""
        from fontTools.pens.t2CharStringPen import T2CharStringPen

        if glyph not in self._outlines:
            pen = T2CharStringPen(self.glyphs[glyph].width, self.glyphs)
            self.glyphs[glyph].draw(pen)
            outline = pen.getCharString(private=None)
            outline.compile()
            self._outlines[glyph] = outline
        return self._outlines[glyph]


@cache
def _face(face: str) -> _Face:
    name, path = FACES[face]
    return _Face(name, str(path()))


def missing(face: str, signs: Iterable[str]) -> list[str]:
    """The signs that the face cannot print, each once."""
    known = _face(face).by_code
    return [sign for sign in dict.fromkeys(signs) if ord(sign) not in known]


def advance(face: str, sign: str) -> float:
    """How far a sign moves the pen, as a part of the font's size; one for a sign that the face lacks."""
    opened = _face(face)
    glyph = opened.by_code.get(ord(sign))
    return opened.glyphs[glyph].width / opened.em if glyph else 1.0


def subset(face: str, signs: Iterable[str]) -> bytes:
    """An OpenType font with these signs alone; the same bytes for the same signs. 8 ms a hundred signs, once known.

    Signs that the face lacks are left out.
    """
    with _lock:
        return _built(_face(face), sorted({ord(sign) for sign in signs}))


def _built(face: _Face, codes: list[int]) -> bytes:
    from fontTools.fontBuilder import FontBuilder

    mapping = {code: face.by_code[code] for code in codes if code in face.by_code}
    order = [".notdef", *dict.fromkeys(mapping.values())]
    builder = FontBuilder(face.em, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(mapping)
    postscript = face.name.replace(" ", "") + "-Subset"
    builder.setupCFF(postscript, {"FullName": face.name}, {glyph: face.outline(glyph) for glyph in order}, {})
    builder.setupHorizontalMetrics({glyph: (round(face.glyphs[glyph].width), 0) for glyph in order})
    builder.setupHorizontalHeader(ascent=face.ascent, descent=face.descent, advanceWidthMax=face.em)
    builder.setupNameTable({"familyName": face.name, "styleName": "Regular", "psName": postscript})
    builder.setupOS2(sTypoAscender=face.ascent, sTypoDescender=face.descent)
    builder.setupPost(keepGlyphNames=False)
    font = builder.font
    font.recalcTimestamp = font.recalcBBoxes = False
    vars(font["head"]).update(face.box)
    font["CFF "].cff.topDictIndex[0].FontBBox = list(face.box.values())
    font["head"].created = font["head"].modified = MADE
    out = BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()
