"""Looking back at delegated powers: when it is due, what is recorded, what is refused (2.20)."""

from datetime import date, timedelta

import pytest
from django.test import Client

from oneseal.catalog import services
from oneseal.catalog.models import ChangeLedger
from oneseal.catalog.rules.look_backs import Look, state_of
from oneseal.catalog.selectors import look_backs
from oneseal.catalog.tests.factories import author, commitment_item
from oneseal.foundation import clock
from oneseal.identity.tests import factories as people
from oneseal.kernel.errors import NotFound, RuleViolation

BEGUN = date(2026, 1, 1)
FINE = Look(date(2026, 6, 1), in_order=True)
OPEN = Look(date(2026, 6, 1), in_order=False, rectify_by=date(2026, 7, 1))
DONE = Look(date(2026, 6, 1), in_order=False, rectify_by=date(2026, 7, 1), rectified_on=date(2026, 6, 20))


@pytest.mark.parametrize(
    ("looks", "deadline", "today", "state"),
    [
        ([], None, date(2026, 12, 31), "in_order"),
        ([], None, date(2027, 1, 1), "due"),
        ([], date(2026, 3, 1), date(2026, 3, 1), "in_order"),
        ([], date(2026, 3, 1), date(2026, 3, 2), "not_taken_over"),
        ([FINE], date(2026, 3, 1), date(2027, 5, 31), "in_order"),
        ([FINE], None, date(2027, 6, 1), "due"),
        ([OPEN], None, date(2026, 7, 1), "to_rectify"),
        ([OPEN], None, date(2026, 7, 2), "rectification_late"),
        ([DONE], None, date(2026, 7, 2), "in_order"),
    ],
)
def test_how_a_line_stands(looks: list[Look], deadline: date | None, today: date, state: str) -> None:
    assert state_of(BEGUN, deadline, False, looks, today) == state


def entry_of(bureau_id: int | None = None) -> ChangeLedger:
    keeper = author(bureau_id)
    item_id = commitment_item(bureau_id=keeper.bureau_id).item_id
    day = clock.today() - timedelta(days=10)
    services.delegate_item(
        keeper, item_id=item_id, to_unit="白鹭镇", scope="receive", basis="协议", effective_on=day
    )
    return ChangeLedger.objects.get()


@pytest.mark.django_db
def test_a_finding_stays_open_until_it_is_put_right() -> None:
    entry, keeper, today = entry_of(), author(), clock.today()
    services.look_back(
        keeper, entry_id=entry.pk, checked_on=today, finding="迟报", in_order=False, rectify_by=today
    )
    (line,) = look_backs.power_lines(keeper)
    assert line.state == "to_rectify"
    look = line.looks[0]
    services.rectify(keeper, look_back_id=look.pk, rectified_on=today, rectification="已改")
    assert look_backs.power_line(keeper, entry.pk).state == "in_order"
    with pytest.raises(RuleViolation, check=lambda error: error.code == "nothing_to_rectify"):
        services.rectify(keeper, look_back_id=look.pk, rectified_on=today, rectification="又改")


@pytest.mark.django_db
def test_wrong_looks_are_refused_and_other_entries_not_found() -> None:
    entry, keeper, today = entry_of(), author(), clock.today()
    right = {"entry_id": entry.pk, "checked_on": today, "finding": "好", "in_order": True}
    for change, code in (
        ({"checked_on": today + timedelta(days=1)}, "look_day"),
        ({"checked_on": today - timedelta(days=11)}, "look_day"),
        ({"in_order": False}, "rectify_by_missing"),
        ({"in_order": False, "rectify_by": today - timedelta(days=1)}, "rectify_by_early"),
        ({"finding": " "}, "finding_missing"),
    ):
        with pytest.raises(RuleViolation) as refused:
            services.look_back(keeper, **{**right, **change})  # type: ignore[arg-type]  # a table of wrong values
        assert refused.value.code == code
    services.suspend_item(keeper, item_id=entry.item_id, basis="x")
    other = ChangeLedger.objects.get(kind="suspend")
    with pytest.raises(NotFound):
        services.look_back(keeper, entry_id=other.pk, checked_on=today, finding="好", in_order=True)


@pytest.mark.django_db
def test_the_pages_list_what_is_due_and_take_a_look(client: Client) -> None:
    cast = people.cast()
    client.force_login(cast.account("supervisor"))
    assert "还没有委托或承接的权力" in client.get("/desk/catalog/look-back/").content.decode()
    entry = entry_of(cast.bureau.pk)
    assert "正常" in client.get("/desk/catalog/look-back/").content.decode()
    assert "没有要处理的" in client.get("/desk/catalog/look-back/?only=due").content.decode()
    url, today = f"/desk/catalog/look-back/{entry.pk}/", clock.today().isoformat()
    refused = client.post(url, {"checked_on": today, "finding": "材料迟传"})
    assert refused.status_code == 422
    assert "请写明整改期限" in refused.content.decode()
    assert "材料迟传" in refused.content.decode()
    assert client.post(url, {"checked_on": today, "finding": "迟", "rectify_by": today}).status_code == 302
    look = look_backs.power_line(cast.actor("supervisor"), entry.pk).looks[0]
    assert client.post(url, {"look": look.pk, "rectified_on": "", "rectification": ""}).status_code == 422
    sent = {"look": look.pk, "rectified_on": today, "rectification": "已改"}
    assert client.post(url, sent).status_code == 302
    assert "已整改" in client.get(url).content.decode()
    assert client.get("/desk/catalog/look-back/0/").status_code == 404
