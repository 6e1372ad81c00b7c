"""Issuing: numbers, one rendering, replacing and revoking, what the public sees."""

import io
import threading
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from oneseal.documents import selectors, services, typesetting
from oneseal.documents.models import IssuedDocument
from oneseal.documents.rules.digests import digests
from oneseal.documents.rules.kinds import KINDS
from oneseal.documents.tests.samples import BASE, GUIDE, LONG_NAME, sample, worst
from oneseal.foundation import clock, jobs
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import make_bureau
from oneseal.kernel.access import SYSTEM, Actor
from oneseal.kernel.errors import Conflict, NotFound, Violations

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)


@pytest.fixture
def bureau(db: None, tmp_path: Path, settings: Settings) -> int:
    settings.MEDIA_ROOT = tmp_path
    return letterhead()


def letterhead() -> int:
    bureau_id = make_bureau().id
    services.set_letterhead(
        SYSTEM,
        bureau_id=bureau_id,
        issuer="云岭市行政审批局",
        number_word="云审",
        phone="0599-8812345",
        reconsideration_body="云岭市人民政府",
        court="云岭市人民法院",
    )
    return bureau_id


def issue(bureau_id: int, kind: str = "acceptance_notice", **more: object) -> IssuedDocument:
    data = {**sample(kind), **more}
    with clock.at(NOON):
        return services.issue_document(
            SYSTEM, bureau_id=bureau_id, kind=kind, subject=Subject("case", 7), data=data
        )


def text_of(document: IssuedDocument) -> str:
    content = selectors.open_file(services.render_document(document.id)).read()
    pdf = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()
    return "".join(text.split())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_prints_what_it_must_say(bureau: int, kind: str) -> None:
    said = text_of(issue(bureau, kind))
    assert KINDS[kind].title in said
    assert f"云审{KINDS[kind].mark}〔2026〕第0001号" in said
    assert BASE["applicant"] in said
    assert BASE["item_name"] in said


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_prints_the_worst(bureau: int, kind: str) -> None:
    said = text_of(issue(bureau, kind, **worst(kind)))
    assert LONG_NAME in said
    assert "䶮" in said
    assert "𬭛" in said


def test_refusal_names_both_remedies(bureau: int) -> None:
    said = text_of(issue(bureau, "refusal_decision"))
    assert "六十日内依法向云岭市人民政府申请行政复议" in said
    assert "六个月内依法向云岭市人民法院提起行政诉讼" in said


def test_correction_numbers_every_gap(bureau: int) -> None:
    said = text_of(issue(bureau, "correction_notice"))
    assert "1.企业章程" in said
    assert "2.驾驶人员从业资格证" in said
    assert "共2项" in said


def test_markup_in_data_stays_text(bureau: int) -> None:
    said = text_of(issue(bureau, applicant='#panic("x") $x$ *a* <b>'))
    assert '#panic("x")$x$*a*<b>' in said


def test_numbers_follow_each_other_per_kind_and_year(bureau: int) -> None:
    assert [issue(bureau).number, issue(bureau).number] == [
        "云审受〔2026〕第0001号",
        "云审受〔2026〕第0002号",
    ]
    assert issue(bureau, "receipt").number == "云审收〔2026〕第0001号"


def test_missing_data_is_told_by_place_and_takes_no_number(bureau: int) -> None:
    with pytest.raises(Violations) as refused:
        issue(bureau, applicant="", promised_due="soon")
    assert {item.field for item in refused.value.items} == {"applicant", "promised_due"}
    assert issue(bureau).seq == 1


def test_an_act_that_rolls_back_gives_its_number_back(bureau: int) -> None:
    def act() -> None:
        with transaction.atomic():
            issue(bureau)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert issue(bureau).seq == 1


def test_statements(bureau: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(4):  # letterhead, number and id, row with journal entry, job
        issue(bureau)


def test_rendered_once_by_the_job_and_always_alike(bureau: int) -> None:
    document = issue(bureau)
    jobs.run_pending_jobs()
    document.refresh_from_db()
    first = services.render_document(document.id)
    assert document.file_id == first.id
    again = typesetting.typeset_letter(document, selectors.letterhead_of(bureau)).pdf
    assert digests(again).sha256 == first.sha256


def test_the_pdf_claims_archive_and_accessible_form(bureau: int) -> None:
    file = services.render_document(issue(bureau).id)
    with pikepdf.open(io.BytesIO(selectors.open_file(file).read())) as pdf:
        meta = pdf.open_metadata()
        assert meta.pdfa_status == "2A"
        assert meta.get("pdfuaid:part") == "1"
        assert str(pdf.Root.Lang).startswith("zh")


def test_replaced_and_revoked(bureau: int) -> None:
    old = issue(bureau)
    new = services.issue_document(
        SYSTEM,
        bureau_id=bureau,
        kind="acceptance_notice",
        subject=Subject("case", 7),
        data=sample("acceptance_notice"),
        replaces_id=old.id,
    )
    seen = selectors.verify_code(old.verify_code)
    assert seen is not None
    assert (seen.state, seen.replaced_by) == ("replaced", new.number)
    with pytest.raises(Conflict):
        services.revoke_document(SYSTEM, document_id=old.id, reason="错误")
    services.revoke_document(SYSTEM, document_id=new.id, reason="错误")
    with pytest.raises(Conflict):
        services.revoke_document(SYSTEM, document_id=new.id, reason="错误")


def test_verification_shows_no_personal_data(bureau: int) -> None:
    document = issue(bureau, applicant="欧阳震华", person=True)
    seen = selectors.verify_code(document.verify_code.lower().replace("0", "o"))
    assert seen is not None
    assert seen.addressee == "欧**华"
    assert "震" not in repr(seen)


def test_unknown_and_half_codes_find_nothing(bureau: int) -> None:
    code = issue(bureau).verify_code
    assert selectors.verify_code(code[:-1]) is None
    assert selectors.verify_code("") is None
    assert selectors.verify_code(code[::-1]) is None


def test_a_digest_finds_the_document(bureau: int) -> None:
    document = issue(bureau)
    file = services.render_document(document.id)
    seen = selectors.verify_digest(file.sha256)
    assert seen is not None
    assert seen.number == document.number
    assert selectors.verify_digest("0" * 64) is None


def test_only_readers_of_the_subject_open_it(bureau: int, monkeypatch: pytest.MonkeyPatch) -> None:
    document = issue(bureau)
    reader, stranger = Actor(account_id=1), Actor(account_id=2)
    monkeypatch.setattr(selectors, "_subject_readers", {})
    selectors.register_reader("case", lambda actor, pk: actor.account_id == 1 and pk == 7)
    assert selectors.access_document(reader, document.id) == document
    file = services.render_document(document.id)
    assert selectors.access_file(reader, file.id) == file
    for call in (selectors.access_document, selectors.access_file):
        with pytest.raises(NotFound):
            call(stranger, document.id if call is selectors.access_document else file.id)


def test_without_letterhead_nothing_is_issued(db: None) -> None:
    with pytest.raises(NotFound, match="文书抬头"):
        issue(make_bureau().id)


def test_guide_prints(tmp_path: Path) -> None:
    made = selectors.guide_pdf(GUIDE, published_at=NOON)
    assert made == selectors.guide_pdf(GUIDE, published_at=NOON)
    assert made.startswith(b"%PDF-")


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_no_gap_and_no_duplicate(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    bureau_id = letterhead()
    start = threading.Barrier(8)

    def work(place: int) -> None:
        start.wait()
        try:
            for turn in range(4):
                with transaction.atomic():
                    issue(bureau_id)
                    transaction.set_rollback((place + turn) % 4 == 0)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(place,)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(IssuedDocument.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 25))
