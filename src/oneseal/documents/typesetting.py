"""From an issued document's row to its PDF: the same bytes each time, PDF/A-2a and PDF/UA-1, own fonts only."""

import io
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import pikepdf
import pylopdf_fonts_zh_cn
import segno
import typst
from django.conf import settings

from oneseal.documents.models import IssuedDocument, Letterhead
from oneseal.documents.rules import numbers
from oneseal.documents.rules.guides import Guide
from oneseal.documents.rules.kinds import kind_of
from oneseal.documents.rules.plates import Plate
from oneseal.documents.rules.registers import Register
from oneseal.documents.rules.sheets import Sheet
from oneseal.seals.rules.pictures import seal_svg

TEMPLATES = Path(__file__).parent / "typst"
STANDARDS: Any = ["a-2a", "ua-1"]


@dataclass(frozen=True, slots=True)
class Typeset:
    """A document as PDF and where its seal is: page from 0, centre in points from the top left; None unsealed."""

    pdf: bytes
    seal: tuple[int, float, float] | None


def typeset_letter(document: IssuedDocument, head: Letterhead, *, picture: bool = True) -> Typeset:
    """The PDF of an issued document under the bureau's letterhead, with the room for the seal left empty
    where `picture` is False (a form that draws its seal itself).
    """
    url = f"{settings.PUBLIC_URL}/verify/{document.verify_code}/"
    data = {
        "letter": document.data,
        "title": document.title,
        "number": document.number,
        "date": document.issued_on.isoformat(),
        "signed_name": document.signed_name,
        "head": {
            "issuer": head.issuer,
            "address": head.address,
            "phone": head.phone,
            "reconsideration_body": head.reconsideration_body,
            "court": head.court,
            "demonstration": head.demonstration,
        },
        "seal": seal_svg(head.issuer, head.seal_text) if kind_of(document.kind).sealed else "",
        "picture": picture,
        "verify": {"url": url, "code": numbers.shown_code(document.verify_code), "qr": qr_svg(url)},
    }
    compiler = typst.Compiler(
        str(TEMPLATES / f"{document.template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    pdf = compiler.compile(pdf_standards=STANDARDS, timestamp=int(document.issued_at.timestamp()))
    return Typeset(cast(bytes, pdf), _seal_in(json.loads(compiler.query("<seal>", field="value"))))


def _seal_in(found: list[dict[str, Any]]) -> tuple[int, float, float] | None:
    if not found:
        return None
    at = found[-1]
    return at["page"] - 1, float(at["x"].removesuffix("pt")), float(at["y"].removesuffix("pt"))


def typeset_guide(guide: Guide, moment: datetime) -> bytes:
    """An item guide as PDF, dated `moment` (the version's publication), with a QR code of its page."""
    data = {**guide.model_dump(mode="json"), "qr": qr_svg(guide.url) if guide.url else ""}
    return _compiled("item_guide", data, int(moment.timestamp()))


def typeset_sheet(sheet: Sheet, moment: datetime) -> bytes:
    """A form as PDF, empty or filled, dated `moment`."""
    return _compiled("form_sheet", sheet.model_dump(mode="json"), int(moment.timestamp()))


def typeset_register(register: Register, moment: datetime) -> bytes:
    """A list to print and sign as PDF, dated `moment`."""
    return _compiled("register", register.model_dump(mode="json"), int(moment.timestamp()))


def typeset_plate(plate: Plate, moment: datetime) -> bytes:
    """A certificate as PDF, dated `moment`, with a QR code of its verification page."""
    return _compiled("certificate", _plate(plate), int(moment.timestamp()))


def picture_of_plate(plate: Plate) -> bytes:
    """The same as a picture (PNG, 72 dots to the inch), to see how certificates will look."""
    return typst.compile(
        str(TEMPLATES / "certificate.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(_plate(plate), ensure_ascii=False)},
        format="png",
        ppi=72,
    )


def _plate(plate: Plate) -> dict[str, Any]:
    seal = seal_svg(plate.issuer, plate.seal_name) if plate.seal_name else ""
    return {"plate": plate.model_dump(mode="json"), "qr": qr_svg(plate.url), "seal": seal}


def qr_svg(url: str) -> str:
    """A QR code as SVG, error correction M, with the quiet zone of four modules (ISO/IEC 18004)."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", xmldecl=False, border=4, scale=4)
    return out.getvalue().decode()


def pages_of(content: bytes) -> int:
    """The number of pages of a PDF that this module made."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def _compiled(template: str, data: dict[str, Any], timestamp: int) -> bytes:
    return typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=timestamp,
    )


@cache
def _fonts() -> typst.Fonts:
    """The packaged Chinese fonts alone, so that a document looks alike on every machine."""
    directory = Path(pylopdf_fonts_zh_cn.__file__).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(directory)])
