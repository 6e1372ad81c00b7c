"""Issued documents are sealed in both forms; what the public is told of an uploaded file."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pyhanko.pdf_utils.reader import PdfFileReader
from pytest_django import Settings

from oneseal.documents import selectors, services
from oneseal.documents.models import IssuedDocument
from oneseal.documents.tests.test_issue import NOON, issue, letterhead
from oneseal.foundation import clock, jobs
from oneseal.kernel.access import SYSTEM
from oneseal.seals import selectors as seals
from oneseal.seals import services as sealing
from oneseal.seals.tests import factories


@pytest.fixture
def bureau(db: None, tmp_path: Path, settings: Settings) -> int:
    settings.MEDIA_ROOT = tmp_path
    bureau_id = letterhead()
    with clock.at(factories.NOW):
        sealing.found_authority(SYSTEM, organisation=factories.NAME)
    factories.make_seal(bureau_id)
    return bureau_id


def forms(document: IssuedDocument) -> dict[str, bytes]:
    """Both files of a document."""
    with clock.at(NOON + timedelta(minutes=1)):
        made = {
            "pdf": services.render_document(document.id),
            "ofd": services.render_ofd(document.id),
        }
    return {form: selectors.open_file(file).read() for form, file in made.items()}


def test_the_job_seals_both_forms(bureau: int) -> None:
    document = issue(bureau)
    with clock.at(NOON + timedelta(minutes=1)):
        jobs.run_pending_jobs()
    document.refresh_from_db()
    assert document.file_id is not None
    assert document.ofd_id is not None
    for form, content in forms(document).items():
        found = seals.verify(content, NOON + timedelta(days=1))
        assert found.valid, found.findings
        assert (found.form, found.seal_code) == (form, "3507990000001")
        assert found.timestamp is not None


def test_the_signature_lies_over_the_drawn_seal(bureau: int) -> None:
    reader = PdfFileReader(io.BytesIO(forms(issue(bureau))["pdf"]))
    left, low, right, high = reader.embedded_signatures[0].sig_field["/Rect"]
    assert 118 <= right - left <= 120
    assert 118 <= high - low <= 120
    assert 300 < (left + right) / 2 < 520


def test_internal_slips_are_not_sealed(bureau: int) -> None:
    for content in forms(issue(bureau, "circulation_slip")).values():
        assert [item.code for item in seals.verify(content, NOON).findings] == ["unsealed"]


def test_without_a_seal_documents_are_printed_as_before(bureau: int) -> None:
    seal = seals.active_seal(bureau)
    with clock.at(NOON):
        sealing.retire_seal(factories.administrator(bureau), seal_id=seal.pk, reason="换发")
    for content in forms(issue(bureau)).values():
        assert [item.code for item in seals.verify(content, NOON).findings] == ["unsealed"]


@pytest.mark.parametrize("form", ["pdf", "ofd"])
def test_the_page_tells_of_an_uploaded_file(bureau: int, form: str, client: Client) -> None:
    document = issue(bureau)
    content = forms(document)[form]

    def upload(data: bytes) -> tuple[int, str]:
        with clock.at(NOON + timedelta(days=1)):
            answered = client.post("/verify/", {"file": SimpleUploadedFile(f"x.{form}", data)})
        return answered.status_code, answered.content.decode()

    status, said = upload(content)
    assert status == 200
    assert "这份文书由本局出具，目前有效" in said
    assert document.number in said
    assert "电子印章有效" in said
    changed = bytearray(content)
    changed[len(changed) // 3] ^= 1
    status, said = upload(bytes(changed))
    assert status == 200
    assert "由本局出具，目前有效" not in said
    with clock.at(NOON):
        services.revoke_document(SYSTEM, document_id=document.id, reason="错误")
    status, said = upload(content)
    assert "已被撤销" in said
    assert "电子印章有效" in said


def test_the_page_refuses_what_is_too_large_or_no_document(
    bureau: int, client: Client, settings: Settings
) -> None:
    said = client.post("/verify/", {"file": SimpleUploadedFile("x.txt", b"hello")})
    assert said.status_code == 422
    assert "只能核验PDF或OFD文件" in said.content.decode()
    settings.FILE_MAX_BYTES = 10
    said = client.post("/verify/", {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7 and more")})
    assert said.status_code == 422
    assert "文件太大" in said.content.decode()


def test_programs_send_a_file(bureau: int, client: Client) -> None:
    document = issue(bureau)
    content = forms(document)["pdf"]
    with clock.at(NOON + timedelta(days=1)):
        said = client.post(
            "/api/v1/verification/files", {"file": SimpleUploadedFile("x.pdf", content)}
        ).json()
        assert said["verdict"] == "valid"
        assert said["document"]["number"] == document.number
        assert said["seal"]["code"] == "3507990000001"
        changed = content.replace(b"%PDF-1.7", b"%PDF-1.6")
        said = client.post(
            "/api/v1/verification/files", {"file": SimpleUploadedFile("x.pdf", changed)}
        ).json()
    assert said["verdict"] == "altered"
    assert said["document"] is None
