"""Typeset pages for the tests: a decision in small, as PDF and as OFD."""

from datetime import date
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from oneseal.seals.rules import ofd, ofd_pdf

SOURCE = """
#set page(paper: "a4", margin: 26mm)
#set text(font: "Noto Serif SC", size: 14pt, lang: "zh", region: "cn", fill: rgb("#1a1a1a"))
#align(center, text(size: 21pt, stroke: 0.4pt + red)[准予行政许可决定书])
#line(length: 100%, stroke: 1.6pt + rgb("#d7000f"))
云岭顺达物流有限公司：经审查，“道路货物运输经营许可”\\<A&B> 符合法定条件，决定准予行政许可。䶮
#table(columns: 2, [证件], [道路运输经营许可证], [有效期], [2026年11月20日至2030年11月19日])
#circle(radius: 5mm, fill: blue)
#text(font: "Noto Sans SC")[核验码 ABCD-EFGH]
#pagebreak()
#align(right)[云岭市行政审批局 \\ 2026年11月21日]
"""


@cache
def typeset(source: str = SOURCE) -> bytes:
    """The PDF of a Typst source."""
    return typeset_anew(source)


def typeset_anew(source: str = SOURCE) -> bytes:
    """The same, made each time."""
    return typst.compile(source.encode(), font_paths=_fonts(), timestamp=1_790_000_000)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(Path(pylopdf_fonts_zh_cn.__file__).parent)],
    )


def document(pages: tuple[ofd.OfdPage, ...] | None = None, **more: object) -> ofd.OfdDocument:
    """The decision as an OFD document."""
    given: dict[str, object] = {
        "identifier": "0123456789abcdef" * 2,
        "title": "准予行政许可决定书 <A&B>",
        "author": "云岭市行政审批局",
        "created": date(2026, 11, 21),
        "pages": ofd_pdf.pages(typeset()) if pages is None else pages,
        "attachments": (ofd.Attachment("证照元数据", "metadata.xml", "<元数据/>".encode()),),
        "facts": {"文号": "云审准〔2026〕第000012号"},
    }
    return ofd.OfdDocument(**{**given, **more})  # type: ignore[arg-type]  # keyword arguments of a test


@cache
def unsealed() -> bytes:
    """The decision as an OFD package without a seal."""
    return ofd.write(document())
