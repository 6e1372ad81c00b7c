"""The pages of a typeset PDF as pages of an OFD: the same signs at the same places, without a second layout.

For PDFs that our own typesetting made: horizontal text in the packaged fonts, figures, pictures.
"""

import ctypes
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from threading import Lock
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from oneseal.seals.rules.ofd import Colour, OfdPage, Path, Picture, Piece, Text, number

MM = 25.4 / 72
FILL_AND_STROKE = 2
Matrix = tuple[float, float, float, float, float, float]
WHOLE: Matrix = (1, 0, 0, 1, 0, 0)
_lock = Lock()
"""PDFium is not made for several threads."""


def pages(pdf: bytes) -> tuple[OfdPage, ...]:
    """All pages. Raises ValueError for what cannot be read, and for turned text and shadings. 10 ms a page."""
    with _lock:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise ValueError("not a PDF that can be read") from error
        try:
            return tuple(_page(document, at) for at in range(len(document)))
        finally:
            document.close()


def _page(document: Any, at: int) -> OfdPage:
    page = document[at]
    width, height = page.get_size()
    view = _View(document, page, height)
    texts = _texts(page, view)
    pieces: list[Piece] = []
    for each, matrix in _objects(page.raw, WHOLE, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject):
        kind = raw.FPDFPageObj_GetType(each)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            pieces += texts.pop(_address(each), [])
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            pieces += _path(each, matrix, view)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pieces.append(_picture(each, matrix, view))
        else:
            raise ValueError("an OFD of ours holds text, figures and pictures")
    return OfdPage(tuple(pieces), (round(width * MM, 4), round(height * MM, 4)))


@dataclass(frozen=True, slots=True)
class _View:
    """A page and its height in points, which turns its axis."""

    document: Any
    page: Any
    height: float

    def point(self, x: float, y: float, matrix: Matrix = WHOLE) -> tuple[float, float]:
        """In millimetres from the top left."""
        a, b, c, d, e, f = matrix
        return (a * x + c * y + e) * MM, (self.height - (b * x + d * y + f)) * MM


def _address(each: Any) -> int:
    return int(ctypes.cast(each, ctypes.c_void_p).value or 0)


def _objects(holder: Any, outer: Matrix, count: Any, get: Any) -> Iterator[tuple[Any, Matrix]]:
    """Every object, those inside forms too, with the matrix that brings it onto the page."""
    for at in range(count(holder)):
        each = get(holder, at)
        matrix = _times(_matrix(each), outer)
        if raw.FPDFPageObj_GetType(each) == raw.FPDF_PAGEOBJ_FORM:
            yield from _objects(each, matrix, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        else:
            yield each, matrix


def _matrix(each: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(each, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _scale(matrix: Matrix) -> float:
    return float(abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5)


def _texts(page: Any, view: _View) -> dict[int, list[Text]]:
    """The page's text by the object that it belongs to, one piece a line."""
    text = page.get_textpage()
    lines: dict[int, list[list[tuple[str, float, float, int]]]] = defaultdict(list)
    x, y = ctypes.c_double(), ctypes.c_double()
    for at in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text.raw, at))
        if raw.FPDFText_IsGenerated(text.raw, at) or not sign.isprintable():
            continue
        raw.FPDFText_GetCharOrigin(text.raw, at, x, y)
        placed = (sign, *view.point(x.value, y.value), at)
        runs = lines[_address(raw.FPDFText_GetTextObject(text.raw, at))]
        if runs and abs(runs[-1][-1][2] - placed[2]) < 0.01 and placed[1] >= runs[-1][-1][1]:
            runs[-1].append(placed)
        else:
            runs.append([placed])
    made = {key: [_text(text.raw, run) for run in runs] for key, runs in lines.items()}
    text.close()
    return made


def _text(text: Any, run: list[tuple[str, float, float, int]]) -> Text:
    _, x, y, first = run[0]
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, first, matrix)
    if abs(matrix.b) > 0.001 or abs(matrix.c) > 0.001:
        raise ValueError("an OFD of ours holds no turned text")
    each = raw.FPDFText_GetTextObject(text, first)
    name = ctypes.create_string_buffer(100)
    raw.FPDFText_GetFontInfo(text, first, name, 100, None)
    bold = raw.FPDFTextObj_GetTextRenderMode(each) == FILL_AND_STROKE
    return Text(
        x=round(x, 4),
        y=round(y, 4),
        size=round(raw.FPDFText_GetFontSize(text, first) * abs(matrix.d) * MM, 4),
        signs="".join(sign for sign, *_ in run),
        advances=tuple(round(after[1] - before[1], 4) for before, after in pairwise(run)),
        face="sans" if b"Sans" in name.value else "serif",
        colour=_colour(raw.FPDFPageObj_GetFillColor, each),
        outline=round(_width(each) * MM, 4) if bold else 0.0,
    )


def _colour(get: Any, each: Any) -> Colour:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    get(each, red, green, blue, alpha)
    return red.value, green.value, blue.value


def _width(each: Any) -> float:
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(each, width)
    return width.value


def _path(each: Any, matrix: Matrix, view: _View) -> list[Path]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(each, fill, stroke)
    if not fill.value and not stroke.value:
        return []
    return [
        Path(
            figure=_figure(each, matrix, view),
            stroke=_colour(raw.FPDFPageObj_GetStrokeColor, each) if stroke.value else None,
            fill=_colour(raw.FPDFPageObj_GetFillColor, each) if fill.value else None,
            width=round(_width(each) * _scale(matrix) * MM, 4),
            even_odd=fill.value == raw.FPDF_FILLMODE_ALTERNATE,
        )
    ]


def _figure(each: Any, matrix: Matrix, view: _View) -> str:
    """M, L and B (three points) with places, C where a part closes."""
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[str] = []
    curve = 0
    for at in range(raw.FPDFPath_CountSegments(each)):
        segment = raw.FPDFPath_GetPathSegment(each, at)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            parts += [] if curve % 3 else ["B"]
            curve += 1
        else:
            parts.append("M" if kind == raw.FPDF_SEGMENT_MOVETO else "L")
        parts += [number(value) for value in view.point(x.value, y.value, matrix)]
        if raw.FPDFPathSegment_GetClose(segment):
            parts.append("C")
    return " ".join(parts)


def _picture(each: Any, matrix: Matrix, view: _View) -> Picture:
    image = pypdfium2.PdfImage(each, page=view.page, pdf=view.document)
    out = io.BytesIO()
    image.get_bitmap(render=True).to_pil().save(out, "PNG")
    left, top = view.point(0, 1, matrix)
    right, bottom = view.point(1, 0, matrix)
    return Picture(
        round(left, 4), round(top, 4), round(right - left, 4), round(bottom - top, 4), out.getvalue()
    )
