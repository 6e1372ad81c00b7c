"""From a certificate to its files: the face as PDF, the same look as OFD with the metadata inside."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from oneseal.certificates.models import AnnotatedCopy, Certificate, CertificateType
from oneseal.certificates.rules import metadata
from oneseal.certificates.rules.codes import Identifier
from oneseal.documents.rules.numbers import shown_code
from oneseal.documents.selectors import find_letterhead, plate_pdf, plate_picture
from oneseal.seals.rules import ofd, ofd_pdf
from oneseal.seals.rules.ofd_seals import STAMP, SealPlace
from oneseal.seals.rules.pdf_seals import Place

MM = 72 / 25.4
SEAL = (228.0, 172.0)
"""Millimetres from the top left to the middle of the seal on the face (typst/certificate.typ); the page is 210 high."""
PDF_PLACE = Place(
    0,
    (
        (SEAL[0] - STAMP / 2) * MM,
        (210 - SEAL[1] - STAMP / 2) * MM,
        (SEAL[0] + STAMP / 2) * MM,
        (210 - SEAL[1] + STAMP / 2) * MM,
    ),
)
OFD_PLACE = SealPlace(0, SEAL[0] - STAMP / 2, SEAL[1] - STAMP / 2)


def day(value: date) -> str:
    """A day as certificates print it."""
    return f"{value.year}年{value.month}月{value.day}日"


def plate(row: Certificate, copy: AnnotatedCopy | None = None, *, drawn: bool = False) -> dict[str, Any]:
    """What stands on the face; a marked copy says for what it is good and until when (ECERT-5).

    `drawn`: with the seal's picture, for a file that no electronic seal will be put on.
    """
    until = f"至{day(row.valid_until)}" if row.valid_until else "起长期有效"
    head = find_letterhead(row.bureau_id)
    code = copy.verify_code if copy else row.verify_code
    return {
        "title": row.name,
        "number": row.number,
        "identifier": row.identifier,
        "holder": row.holder_name,
        "lines": [
            *(
                [{"label": "统一社会信用代码", "text": row.content["holder_number"]}]
                if _shows_code(row)
                else []
            ),
            *row.content["lines"],
        ],
        "permits": row.permits,
        "valid": f"{day(row.valid_from)}{until}",
        "issuer": row.issuer_name,
        "issued": day(row.issued_on),
        "version_note": _version_note(row),
        "annotation": _annotation(copy) if copy else "",
        "url": f"{settings.PUBLIC_URL}/verify/{code}/",
        "code": shown_code(code),
        "seal_name": head.seal_text if head and drawn else "",
        "demonstration": head.demonstration if head else False,
    }


def _shows_code(row: Certificate) -> bool:
    return row.content["id_kind"] == "uscc" and bool(row.content["holder_number"])


def _version_note(row: Certificate) -> str:
    if row.supersedes_id is None:
        return ""
    how = "（依法视为准予延续）" if row.deemed else ""
    return f"第{row.version}版{how}，以前各版同时失效"


def _annotation(copy: AnnotatedCopy) -> str:
    return f"本副本仅供{copy.recipient}办理{copy.purpose}使用\n有效期至{day(copy.valid_until)}，他用无效"


def specimen(kind: CertificateType, face: Mapping[str, Any], today: date) -> bytes:
    """A picture of how certificates of a type look with `face` (name and fields), with invented contents."""
    head = find_letterhead(kind.bureau_id)
    issuer = head.issuer if head else kind.bureau.signature
    identifier = Identifier(kind.owner + kind.number, kind.owner, "0" * 10, 1).text
    return plate_picture(
        {
            "title": face["name"],
            "number": f"{kind.mark}00000000000000",
            "identifier": identifier,
            "holder": "（持证主体名称）",
            "lines": [{"label": each["label"], "text": f"（{each['label']}）"} for each in face["fields"]],
            "permits": "（许可内容）",
            "valid": f"{day(today)}至{day(today)}",
            "issuer": issuer,
            "issued": day(today),
            "annotation": "样 张",
            "url": f"{settings.PUBLIC_URL}/verify/",
            "code": "样张",
            "seal_name": head.seal_text if head else "",
            "demonstration": head.demonstration if head else False,
        }
    )


def pdf_of(row: Certificate, copy: AnnotatedCopy | None = None, *, drawn: bool = False) -> bytes:
    """The PDF before it is sealed: the same bytes for the same certificate."""
    return plate_pdf(plate(row, copy, drawn=drawn), made_at=copy.made_at if copy else row.issued_at)


def ofd_of(row: Certificate, pdf: bytes) -> bytes:
    """The OFD before it is sealed, with the metadata as attachment."""
    said = metadata.facts(row)
    attachment = ofd.Attachment("证照元数据", "metadata.xml", metadata.as_xml(said))
    return ofd.write(
        ofd.OfdDocument(
            identifier=row.uid.hex,
            title=f"{row.name} {row.number}",
            author=row.issuer_name,
            created=row.issued_on,
            pages=ofd_pdf.pages(pdf),
            attachments=(attachment,),
            facts={"证照标识": row.identifier},
        )
    )
