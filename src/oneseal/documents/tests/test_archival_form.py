"""PDF/A-2 (ISO 19005-2), before and after sealing: by our own reading of the clauses, and by pikepdf's validator.

veraPDF is a Java program and no package of ours; pikepdf's validator works from veraPDF's rules and accepts only what it
knows, so what it does not know is listed here with the reason.
"""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pikepdf
import pikepdf.pdfa
import pytest

from oneseal.documents import selectors, services, typesetting
from oneseal.documents.models import IssuedDocument
from oneseal.documents.tests import test_sealing
from oneseal.documents.tests.test_issue import NOON, issue
from oneseal.foundation import clock

bureau = test_sealing.bureau
PRINTED, HIDDEN = 4, 1 | 2 | 32 | 256
"""Annotation flags (ISO 32000-1, 12.5.3): print; invisible, hidden, no view, toggle no view."""
FORBIDDEN = {"/JavaScript", "/Launch", "/Movie", "/Sound", "/ResetForm", "/ImportData", "/Rendition"}
EXPLAINED = {
    "ISO_19005_2:6.6.2.3.1-1": "extension schemas are declared in the file, as 6.6.2.3.3 has it; the validator knows none",
    "ISO_19005_2:6.6.4-3": "the file is of level A, the validator checks level B",
    "pikepdf:schema-OutlineItem": "a destination by reference, which ISO 32000-1, 12.3.2.2 permits",
}


def objects(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary and stream of the file, those inside others too."""
    waiting: list[Any] = list(pdf.objects)
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting += [item for item in each if isinstance(item, pikepdf.Object) and not item.is_indirect]
        elif isinstance(each, (pikepdf.Dictionary, pikepdf.Stream)):
            yield each
            waiting += [
                item for item in each.values() if isinstance(item, pikepdf.Object) and not item.is_indirect
            ]


def breaches(content: bytes) -> list[str]:
    """What the file does that PDF/A-2 forbids; the clause first."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            *([] if re.match(rb"%PDF-1\.[4-7]\r?\n%[\x80-\xff]{4}", content) else ["6.1.2 header"]),
            *([] if "/ID" in pdf.trailer and "/Encrypt" not in pdf.trailer else ["6.1.3 trailer"]),
            *_described(pdf),
            *(found for each in objects(pdf) for found in _object(each)),
            *_forms(pdf),
        ]


def _described(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not re.fullmatch(r"/1\.[0-7]", str(root.get("/Version", "/1.7"))):
        yield f"6.1.2 version {root.Version}"
    intents = [each for each in root.get("/OutputIntents", []) if each.S == "/GTS_PDFA1"]
    if not intents or "/DestOutputProfile" not in intents[0]:
        yield "6.2.3 output intent"
    if "/Filter" in root.Metadata:
        yield "6.6.2 metadata packed"
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        if (metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")) != ("2", "A"):
            yield "6.6.4 identification"
        if str(pdf.docinfo.get("/Title", "")) not in ("", metadata.get("dc:title")):
            yield "6.6.3 title differs"
    if "/MarkInfo" not in root or not root.MarkInfo.get("/Marked"):
        yield "6.7.2.2 marked"
    if "/StructTreeRoot" not in root or "/Lang" not in root:
        yield "6.7 tagged"


def _object(each: Any) -> Iterator[str]:
    if "/LZWDecode" in repr(each.get("/Filter")):
        yield "6.1.7 LZW"
    if each.get("/Type") == "/FontDescriptor" and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(
        each.keys()
    ):
        yield f"6.2.11 font {each.FontName}"
    if each.get("/Subtype") == "/Image" and each.get("/Interpolate"):
        yield "6.2.8 interpolated image"
    if each.get("/S") in FORBIDDEN or "/AA" in each:
        yield f"6.5 action {each.get('/S')}"
    if each.get("/Subtype") == "/Widget" or each.get("/Type") == "/Annot":
        flags = int(each.get("/F", 0))
        left, low, right, high = (float(side) for side in each.Rect)
        if not flags & PRINTED or flags & HIDDEN:
            yield f"6.3.2 annotation flags {flags}"
        if (right - left) * (high - low) and "/N" not in each.get("/AP", {}):
            yield "6.3.3 annotation without an appearance"


def _forms(pdf: pikepdf.Pdf) -> Iterator[str]:
    form: Any = pdf.Root.get("/AcroForm", {})
    if form.get("/NeedAppearances") or "/XFA" in form:
        yield "6.4.1 form"


@pytest.mark.parametrize("kind", ["grant_decision", "certificate_annul", "correction_notice"])
def test_a_sealed_document_stays_pdf_a(bureau: int, kind: str) -> None:
    document = issue(bureau, kind)
    with clock.at(NOON + timedelta(minutes=1)):
        content = selectors.open_file(services.render_document(document.id)).read()
    assert b"/DocTimeStamp" in content
    assert breaches(content) == []
    assert _violations(content) == []


@pytest.mark.parametrize("kind", ["grant_decision", "certificate_annul", "correction_notice"])
def test_another_validator_finds_nothing_before_sealing(bureau: int, kind: str) -> None:
    document = IssuedDocument.objects.get(pk=issue(bureau, kind).pk)
    made = typesetting.typeset_letter(document, selectors.letterhead_of(bureau)).pdf
    assert _violations(made) == []


def _violations(content: bytes) -> list[str]:
    """What pikepdf's validator says against the file, but for what is explained."""
    report = pikepdf.pdfa.validate_written(io.BytesIO(content), "2b")
    return [str(each) for each in report.violations if each.rule not in EXPLAINED]


def test_what_breaks_the_form_is_found(bureau: int) -> None:
    document = IssuedDocument.objects.get(pk=issue(bureau).pk)
    made = typesetting.typeset_letter(document, selectors.letterhead_of(bureau)).pdf
    assert breaches(made) == []
    with pikepdf.open(io.BytesIO(made)) as pdf:
        del pdf.Root.OutputIntents
        descriptor = next(each for each in objects(pdf) if each.get("/Type") == "/FontDescriptor")
        for name in ("/FontFile2", "/FontFile3"):
            if name in descriptor:
                del descriptor[name]
        pdf.Root.Version = pikepdf.Name("/2.0")
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")
        saved = io.BytesIO()
        pdf.save(saved)
    found = " ".join(breaches(saved.getvalue()))
    assert all(clause in found for clause in ("6.1.2 version", "6.2.3", "6.2.11", "6.5 action"))
    assert "6.1.2-1" in " ".join(_violations(saved.getvalue()))
