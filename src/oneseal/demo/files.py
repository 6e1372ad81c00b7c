"""The few small files that stand for what applicants upload: a page of text as PDF, a scan as picture."""

import io
import random
from functools import cache

from PIL import Image, ImageDraw

from oneseal.documents import services as documents
from oneseal.kernel.access import Actor

KINDS = ("pdf", "jpg", "png")
SIZE = (620, 877)
"""A4 at 75 dpi."""


@cache
def sample(kind: str) -> bytes:
    """One page with lines and a red seal, the same every time."""
    page = Image.new("RGB", SIZE, "white")
    pen = ImageDraw.Draw(page)
    for row in range(60, 700, 34):
        pen.line((60, row, 560 - (row * 7) % 120, row), fill="#444444", width=2)
    pen.ellipse((380, 680, 540, 840), outline="#c8102e", width=5)
    pen.regular_polygon((460, 760, 30), 5, fill="#c8102e")
    out = io.BytesIO()
    page.save(out, {"pdf": "PDF", "jpg": "JPEG", "png": "PNG"}[kind])
    return out.getvalue()


class Shelf:
    """Stores each sample once for each account and hands the ids out again."""

    def __init__(self, bureau_id: int) -> None:
        self.bureau_id = bureau_id
        self.kept: dict[tuple[int, str], int] = {}

    def file_for(self, actor: Actor, name: str, rng: random.Random) -> int:
        """The id of a file that stands for a material; the name is that of its first use."""
        kind = rng.choice(KINDS)
        key = (actor.account_id, kind)
        if key not in self.kept:
            stored = documents.store_file(
                actor,
                bureau_id=self.bureau_id,
                name=f"演示扫描件.{kind}",
                content=sample(kind),
                purpose="case_material",
            )
            self.kept[key] = stored.pk
        return self.kept[key]
