"""Doors: who gets which file, what verification shows and refuses."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from oneseal.documents import selectors, services
from oneseal.documents.models import IssuedDocument
from oneseal.documents.tests.pieces import pdf_file, png_picture
from oneseal.documents.tests.samples import sample
from oneseal.foundation import jobs
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import Cast, cast
from oneseal.kernel.access import SYSTEM


@pytest.fixture
def players(db: None, tmp_path: Path, settings: Settings) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    made = cast()
    services.set_letterhead(SYSTEM, bureau_id=made.bureau.id, issuer="云岭市行政审批局", number_word="云审")
    return made


@pytest.fixture
def issued(players: Cast) -> IssuedDocument:
    return services.issue_document(
        SYSTEM,
        bureau_id=players.bureau.id,
        kind="grant_decision",
        subject=Subject("case", 7),
        data={**sample("grant_decision"), "applicant": "欧阳震华", "person": True},
    )


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[..., bool]]:
    monkeypatch.setattr(selectors, "_subject_readers", {})
    return selectors._subject_readers


def signed_in(players: Cast, who: str) -> Client:
    client = Client()
    client.force_login(players.account(who))
    return client


def test_the_owner_gets_the_file_and_nobody_else(players: Cast) -> None:
    file = services.store_file(
        players.actor("张伟"),
        bureau_id=players.bureau.id,
        name="身份证（正面）.png",
        content=png_picture(),
        purpose="material",
    )
    answer = signed_in(players, "张伟").get(f"/files/{file.id}/")
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert "filename*=utf-8''%E8%BA%AB%E4%BB%BD" in answer["Content-Disposition"]
    assert answer.getvalue().startswith(b"\x89PNG")
    assert signed_in(players, "王芳").get(f"/files/{file.id}/").status_code == 404
    assert Client().get(f"/files/{file.id}/").status_code == 302


def test_preview_comes_when_the_job_has_run(players: Cast) -> None:
    file = services.store_file(
        players.actor("张伟"), bureau_id=players.bureau.id, name="a.pdf", content=pdf_file(), purpose="x"
    )
    client = signed_in(players, "张伟")
    assert client.get(f"/files/{file.id}/preview/").status_code == 404
    jobs.run_pending_jobs()
    answer = client.get(f"/files/{file.id}/preview/")
    assert answer["Content-Type"] == "image/png"


def test_a_document_opens_for_its_readers(
    players: Cast, issued: IssuedDocument, readers: dict[str, Callable[..., bool]]
) -> None:
    assert signed_in(players, "张伟").get(f"/documents/{issued.id}/").status_code == 404
    readers["case"] = lambda actor, _pk: actor.account_id == players.account("张伟").id
    answer = signed_in(players, "张伟").get(f"/documents/{issued.id}/?download")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in(players, "王芳").get(f"/documents/{issued.id}/").status_code == 404


def test_verification_by_code(issued: IssuedDocument) -> None:
    client = Client()
    typed = issued.verify_code.lower()
    answer = client.get("/verify/", {"code": f" {typed[:6]}-{typed[6:]} "})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert issued.number in page
    assert "欧**华" in page
    assert "震" not in page


@pytest.mark.parametrize("code", ["0" * 26, "abc", "%E5%8F%B7", "../../etc"])
def test_unknown_codes_are_told_plainly(db: None, code: str) -> None:
    answer = Client().get(f"/verify/{code}/")
    assert answer.status_code == 404


def test_wrong_shape_keeps_what_was_typed(db: None) -> None:
    answer = Client().get("/verify/", {"code": "ABC-123"})
    assert answer.status_code == 422
    assert 'value="ABC-123"' in answer.content.decode()
    assert "核验码应为26位" in answer.content.decode()


def test_comparing_the_file(issued: IssuedDocument) -> None:
    content = selectors.open_file(services.render_document(issued.id)).read()
    client = Client()
    same = client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", content)})
    assert "逐字节一致" in same.content.decode()
    changed = client.post("/verify/", {"file": SimpleUploadedFile("a.pdf", content + b" ")})
    assert "没有找到内容一致的文书" in changed.content.decode()
    assert "请选择收到的PDF或OFD文件" in client.post("/verify/").content.decode()


def test_verification_works_without_javascript_and_leaks_no_inline_script(db: None) -> None:
    page = Client().get("/verify/").content.decode()
    assert re.search(r"<script(?![^>]*\bsrc=)", page) is None
    assert " style=" not in page


def test_guessing_is_slowed_down(db: None, settings: Settings) -> None:
    settings.RATE_LIMITS = True
    client = Client()
    answers = [client.get(f"/verify/{'0' * 26}/").status_code for _ in range(61)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {404}


def test_api_verifies(issued: IssuedDocument) -> None:
    answer = Client().get(f"/api/v1/verification/codes/{issued.verify_code}")
    assert answer.status_code == 200
    assert answer.json()["number"] == issued.number
    missing = Client().get(f"/api/v1/verification/codes/{'0' * 26}")
    assert missing.status_code == 404
    assert missing["Content-Type"] == "application/problem+json"
    file = services.render_document(issued.id)
    assert Client().get(f"/api/v1/verification/digests/{file.sha256}").json()["addressee"] == "欧**华"


def test_the_letterhead_is_set_by_the_administrator(players: Cast) -> None:
    client = signed_in(players, "administrator")
    values = {"issuer": "云岭市行政审批服务局", "number_word": "云审服", "seal_text": "行政审批专用章"}
    assert client.post("/desk/letterhead/", values).status_code == 302
    assert selectors.letterhead_of(players.bureau.id).number_word == "云审服"
    assert 'value="云审服"' in client.get("/desk/letterhead/").content.decode()
    assert client.get("/desk/letterhead/specimen/").content.startswith(b"%PDF-")
    assert signed_in(players, "clerk").get("/desk/letterhead/").status_code == 403


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"issuer": ""}, "没有填写单位名称"),
        ({"number_word": "YS"}, "发文代字应为1至6个汉字"),
        ({"issuer": "云岭\U00031350局"}, "在文书字体中没有字形"),
    ],
)
def test_a_wrong_letterhead_is_told_and_nothing_is_lost(
    players: Cast, change: dict[str, str], said: str
) -> None:
    values = {"issuer": "云岭市行政审批局", "number_word": "云审", "seal_text": "专用章", "phone": "0599-1"}
    answer = signed_in(players, "administrator").post("/desk/letterhead/", values | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert 'value="0599-1"' in answer.content.decode()
