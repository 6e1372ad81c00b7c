"""A certificate shown by a code at the window: by the holder, for minutes, once; it says for whom they come."""

from datetime import date, timedelta

import pytest
from django.test import Client

from oneseal.certificates import services
from oneseal.certificates.models import Presentation
from oneseal.certificates.rules import showing
from oneseal.certificates.tests.factories import House
from oneseal.foundation import clock
from oneseal.foundation.history import entries
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["", "1234567", "123456789", "1234567a", "１２３４５６７８"])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(RuleViolation, match="8位数字"):
        showing.parse_code(text)
    assert showing.parse_code(" 1234 5678 ") == "12345678"


@pytest.mark.parametrize(
    ("state", "until", "fine"),
    [
        ("valid", None, True),
        ("valid", date(2026, 6, 1), True),
        ("valid", date(2026, 5, 31), False),
        ("suspended", None, False),
        ("changed", None, False),
    ],
)
def test_only_what_holds_today_is_shown(state: str, until: date | None, fine: bool) -> None:
    if fine:
        showing.check_shown(state, until, date(2026, 6, 1))
    else:
        with pytest.raises(RuleViolation, match="不是有效状态"):
            showing.check_shown(state, until, date(2026, 6, 1))


def test_shown_and_taken_once() -> None:
    house = House()
    row = house.issued()
    shown = services.show_certificate(house["张伟"], certificate_id=row.pk)
    taken = services.take_shown(house["clerk"], code=f"{shown.code[:4]} {shown.code[4:]}")
    assert (taken.certificate_id, taken.agent) == (row.pk, house["张伟"].name)
    with pytest.raises(RuleViolation, match="用过"):
        services.take_shown(house["clerk"], code=shown.code)
    told = [each.kind.removeprefix("certificates.") for each in entries(Subject("licence", row.pk))]
    assert told == ["issued", "shown", "shown_taken"]
    assert Presentation.objects.get().taken_by_id == house.cast.staff["clerk"].pk


def test_who_may_show_and_who_may_look() -> None:
    house = House()
    row = house.issued()
    with pytest.raises(NotFound):
        services.show_certificate(house["李娜"], certificate_id=row.pk)
    with pytest.raises(Forbidden, match="自己出示"):
        services.show_certificate(house["clerk"], certificate_id=row.pk)
    shown = services.show_certificate(house["张伟"], certificate_id=row.pk)
    with pytest.raises(Forbidden, match="窗口受理岗"):
        services.take_shown(house["reviewer"], code=shown.code)


def test_a_code_ends_after_minutes_and_with_its_certificate() -> None:
    house = House()
    row = house.issued()
    shown = services.show_certificate(house["张伟"], certificate_id=row.pk)
    with (
        clock.at(clock.now() + timedelta(minutes=showing.MINUTES)),
        pytest.raises(RuleViolation, match="过期"),
    ):
        services.take_shown(house["clerk"], code=shown.code)
    house.ended(row, "revoke", "misuse")
    with pytest.raises(RuleViolation, match="不是有效状态"):
        services.take_shown(house["clerk"], code=shown.code)
    with pytest.raises(RuleViolation, match="不是有效状态"):
        services.show_certificate(house["张伟"], certificate_id=row.pk)


def test_from_the_phone_to_the_window() -> None:
    house = House()
    row = house.issued()
    phone, window = Client(), Client()
    phone.force_login(house.cast.account("张伟"))
    window.force_login(house.cast.account("clerk"))
    address = f"/my/certificates/{row.pk}/show"
    assert phone.get(f"{address}.svg").status_code == 404
    assert phone.post(f"{address}/").status_code == 302
    code = Presentation.objects.get().code
    assert f"{code[:4]} {code[4:]}" in phone.get(f"{address}/").text
    assert phone.get(f"{address}.svg")["Content-Type"] == "image/svg+xml"
    refused = window.post("/desk/window/shown/", {"code": "12"})
    assert (refused.status_code, "8位数字" in refused.text) == (422, True)
    done = window.post("/desk/window/shown/", {"code": code}, follow=True)
    assert done.redirect_chain[-1][0] == f"/desk/window/{row.holder_id}/"
    assert row.number in done.text


def test_what_has_expired_is_neither_shown_nor_copied_even_before_the_nightly_job() -> None:
    house = House()
    row = house.issued(valid_until=clock.today())
    phone = Client()
    phone.force_login(house.cast.account("张伟"))
    pages = ("/my/certificates/", f"/my/certificates/{row.pk}/")
    wallet, page = (phone.get(address).text for address in pages)
    assert "os-wallet-ended" not in wallet
    assert f'action="/my/certificates/{row.pk}/show/"' in page
    assert 'id="copies"' in page
    with clock.at(clock.now() + timedelta(days=1)):
        phone.force_login(house.cast.account("张伟"))
        wallet, page = (phone.get(address).text for address in pages)
    assert "os-wallet-ended" in wallet
    assert f'action="/my/certificates/{row.pk}/show/"' not in page
    assert 'id="copies"' not in page
