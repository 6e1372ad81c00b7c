"""The register: making, retiring, replacing, using a seal; what a file is worth afterwards."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from oneseal.foundation import clock, telling
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import make_bureau
from oneseal.kernel.access import SYSTEM, Actor, Role
from oneseal.kernel.errors import Conflict, NotFound, RuleViolation
from oneseal.seals import selectors, services
from oneseal.seals.models import Certificate, Seal, SealUse
from oneseal.seals.rules import packages, ses
from oneseal.seals.tests.factories import NOW, administrator, founded_bureau, make_seal, order
from oneseal.seals.tests.pages import typeset, unsealed

ABOUT = Subject("document", 7)
LATER = NOW + timedelta(days=30)


@pytest.fixture
def bureau(db: None) -> int:
    return founded_bureau()


def sealed(bureau_id: int, at: datetime = NOW) -> bytes:
    with clock.at(at):
        return services.seal_ofd(
            SYSTEM, ofd=unsealed(), subject=ABOUT, reason="出具决定书", bureau_id=bureau_id
        )


def codes(content: bytes, at: datetime = NOW) -> list[str]:
    with clock.at(at):
        return [each.code for each in selectors.verify(content, at).findings]


def test_a_seal_is_made_with_its_data_and_journaled(bureau: int) -> None:
    seal = make_seal(bureau)
    data = ses.parse_seal(bytes(seal.data))
    assert (data.spec.name, data.spec.seal_id) == ("云岭市行政审批局行政审批专用章", "3507990000001")
    assert data.spec.picture.startswith(b"\x89PNG")
    assert data.lists(bytes(seal.certificate))
    assert [entry.kind for entry in entries(Subject("seal", seal.pk))] == ["seals.made"]
    assert Certificate.objects.filter(seal=seal, algorithm="ecdsa").count() == 1
    assert selectors.active_seal(bureau) == seal


def test_codes_follow_the_region_where_none_is_given(bureau: int) -> None:
    region = make_seal(bureau, code="").code
    assert len(region) == 13
    assert region.endswith("0000001")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ring": " "}, "name_missing"),
        ({"ring": "局\U00031350"}, "unprintable"),
        ({"valid_until": NOW - timedelta(hours=2)}, "dates"),
        ({"valid_from": NOW - timedelta(days=9), "valid_until": NOW - timedelta(days=1)}, "past"),
        ({"code": "12345"}, "seal_code"),
    ],
)
def test_what_no_seal_may_be(bureau: int, change: dict[str, object], code: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        make_seal(bureau, **change)
    assert refused.value.code == code
    assert not Seal.objects.exists()


def test_one_active_approval_seal_a_bureau(bureau: int) -> None:
    make_seal(bureau)
    with pytest.raises(Conflict) as refused:
        make_seal(bureau, code="3507990000002")
    assert refused.value.code == "active_seal"
    with pytest.raises(Conflict) as taken:
        make_seal(make_bureau().id)
    assert taken.value.code == "code_taken"


def test_without_an_authority_no_seal(db: None) -> None:
    with pytest.raises(NotFound) as refused:
        make_seal(make_bureau().id)
    assert refused.value.code == "no_authority"


def test_a_sealed_file_holds_and_its_use_is_registered(bureau: int) -> None:
    seal = make_seal(bureau)
    content = sealed(bureau)
    found = selectors.verify(content, NOW)
    assert found.findings == ()
    assert (found.seal_code, found.signer) == (seal.code, "云岭市行政审批局")
    assert found.signed_at == found.timestamp == NOW
    use = SealUse.objects.get()
    assert (use.seal_id, use.about_kind, use.about_id, use.form) == (seal.pk, "document", 7, "ofd")
    (entry,) = entries(ABOUT)
    assert (entry.kind, entry.data["sm3"]) == ("seals.applied", use.sm3)


def test_sealing_costs_few_statements(bureau: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """The seal, its key, the stamp's certificate and chain, the register."""
    make_seal(bureau)
    with django_assert_num_queries(4):
        sealed(bureau)


def test_a_file_whose_sealing_was_rolled_back_is_not_registered(bureau: int) -> None:
    make_seal(bureau)
    with transaction.atomic():
        content = sealed(bureau)
        transaction.set_rollback(True)
    assert codes(content) == ["unregistered"]


def test_a_retired_seal_is_not_used_and_what_it_sealed_holds(bureau: int) -> None:
    seal = make_seal(bureau)
    content = sealed(bureau)
    with clock.at(LATER):
        services.retire_seal(administrator(bureau), seal_id=seal.pk, reason="单位撤并")
    with pytest.raises(NotFound) as refused:
        sealed(bureau, LATER)
    assert refused.value.code == "no_seal"
    assert codes(content, LATER + timedelta(days=1)) == ["revoked_since"]
    assert selectors.verify(content, LATER + timedelta(days=1)).valid
    assert not Certificate.objects.filter(seal=seal, revoked_at__isnull=True).exists()


def test_retiring_wants_a_reason_and_happens_once(bureau: int) -> None:
    seal = make_seal(bureau)
    with pytest.raises(RuleViolation) as silent:
        services.retire_seal(administrator(bureau), seal_id=seal.pk, reason=" ")
    assert silent.value.field == "reason"
    services.retire_seal(administrator(bureau), seal_id=seal.pk, reason="到期")
    with pytest.raises(Conflict):
        services.retire_seal(administrator(bureau), seal_id=seal.pk, reason="到期")


def test_a_seal_is_replaced_in_one_act(bureau: int) -> None:
    old = make_seal(bureau)
    with clock.at(NOW):
        new = services.replace_seal(
            administrator(bureau), seal_id=old.pk, order=order(code="3507990000002"), reason="单位更名"
        )
    old.refresh_from_db()
    assert (old.state, new.state, new.replaces) == ("retired", "active", old)
    assert codes(sealed(bureau, NOW + timedelta(hours=1)), NOW + timedelta(hours=1)) == []
    with pytest.raises(Conflict), clock.at(NOW):
        services.replace_seal(
            administrator(bureau), seal_id=new.pk, order=order(code="3507990000001"), reason="换回"
        )
    new.refresh_from_db()
    assert new.state == "active"


def test_a_seal_out_of_its_dates_is_not_used(bureau: int) -> None:
    make_seal(bureau, valid_until=LATER)
    with pytest.raises(RuleViolation) as refused:
        sealed(bureau, LATER + timedelta(days=1))
    assert (refused.value.code, refused.value.basis) == ("seal_out_of_dates", "GB/T 38540")
    assert not SealUse.objects.exists()


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"PK\x03\x04", b""])
def test_only_an_ofd_is_sealed_as_ofd_and_once(bureau: int, content: bytes) -> None:
    make_seal(bureau)
    for each in (content, sealed(bureau)):
        with pytest.raises(RuleViolation) as refused, clock.at(NOW):
            services.seal_ofd(SYSTEM, ofd=each, subject=ABOUT, reason="", bureau_id=bureau)
        assert refused.value.code == "not_sealable"


def test_a_changed_file_and_other_files_are_told(bureau: int) -> None:
    make_seal(bureau)
    files = packages.unpack(sealed(bureau))
    files["Doc_0/Pages/Page_0/Content.xml"] = files["Doc_0/Pages/Page_1/Content.xml"]
    assert codes(packages.pack(files)) == ["file_altered"]
    assert codes(unsealed()) == ["unsealed"]
    assert codes(typeset()) == ["unsealed"]
    assert codes(b"GIF89a") == ["unknown_form"]


def test_uses_are_found_by_digest_person_reason_and_number(bureau: int) -> None:
    make_seal(bureau)
    sealed(bureau)
    use, keeper = SealUse.objects.get(), administrator(bureau)
    for words in (use.sha256, use.sm3.upper(), "系统", "决定书", "7", ""):
        assert list(selectors.visible_uses(keeper, words=words)) == [use]
    for words in ("0" * 64, "8", "没有的人"):
        assert not selectors.visible_uses(keeper, words=words).exists()
    stranger = administrator(make_bureau().id)
    clerk = Actor(account_id=2, bureau_id=bureau, roles=frozenset({Role.CLERK}))
    for nobody in (stranger, clerk):
        assert not selectors.visible_uses(nobody).exists()
        assert not selectors.visible_seals(nobody).exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_seal() -> None:
    bureau_id = founded_bureau()
    outcomes: list[str] = []

    def make(code: str) -> None:
        try:
            make_seal(bureau_id, code=code)
            outcomes.append("made")
        except Conflict as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=make, args=(f"350799000000{at}",)) for at in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["active_seal", "made"]
    assert Seal.objects.count() == 1


def test_uses_are_told_in_words() -> None:
    assert SealUse(about_kind="archive", about_id=3).about == "档案 3"
    assert SealUse(about_kind="licence", about_id=3).about == "电子证照 3"
    said = {
        form: telling.sentence("seals.applied", {"form": form, "code": "1"}, "系统")
        for form in ("pdf", "data")
    }
    assert said["pdf"] == "系统 用印：编码 1 的印章盖在 PDF 文件上"
    assert said["data"] == "系统 用印：编码 1 的印章为一份数据签名"
