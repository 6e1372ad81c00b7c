"""Units and items of the ledger, its board, units' figures."""

from datetime import timedelta

import pytest

from oneseal.cases.tests import factories as cases
from oneseal.entry import selectors, services
from oneseal.entry.models import Breach, EntryItem
from oneseal.entry.rules.ledger import Standing
from oneseal.entry.services import ItemSaid, UnitSaid
from oneseal.entry.tests import factories
from oneseal.entry.tests.factories import Ledger
from oneseal.foundation import clock, history
from oneseal.foundation.journal import Subject
from oneseal.kernel.errors import Conflict, Forbidden, NotFound, RuleViolation, Violations

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Ledger:
    return factories.ledger()


def marks(made: Ledger) -> dict[str, tuple[int, int]]:
    found = selectors.unit_board(made["coordinator"], made.department.pk)
    return {each.code: (each.done, each.of) for each in found.marks}


def test_a_unit_until_everything_is_in_place(made: Ledger) -> None:
    keeper, today = made["coordinator"], clock.today()
    assert marks(made) == {
        "section": (0, 1), "hall": (0, 1), "items": (0, 1), "authority": (0, 0), "people": (0, 1)
    }  # fmt: skip
    said = UnitSaid(section="政务服务科", section_on=today, moved_on=today)
    services.keep_unit(keeper, unit=made.department.unit_id, said=said)
    made.entered(seals=False)
    assert marks(made)["authority"] == (0, 1)
    made.entered()
    assert marks(made) == {
        "section": (1, 1), "hall": (1, 1), "items": (1, 1), "authority": (1, 1), "people": (0, 1)
    }  # fmt: skip


def test_a_consent_that_is_over_counts_as_missing(made: Ledger) -> None:
    keeper, today = made["coordinator"], clock.today()
    said = ItemSaid(
        "excepted", paper="云政函〔2026〕9号", consent_on=today, until=today, why="按规定在现场办理"
    )
    services.keep_item(keeper, unit_id=made.department.pk, said=said, entry_id=made.item.pk)
    assert marks(made)["items"] == (0, 0)
    with clock.at(clock.now() + timedelta(days=1)):
        assert marks(made)["items"] == (0, 1)
        page = selectors.item_list(keeper, {"view": "planned"})
        assert {row.pk for row in page.rows} == {made.item.pk, made.other.pk}
        assert selectors.placed(page.rows[0], clock.today()).standing == Standing.LAPSED
    with pytest.raises(Violations):
        services.keep_item(
            keeper, unit_id=made.department.pk, said=ItemSaid("excepted"), entry_id=made.item.pk
        )


def test_who_keeps_the_ledger_and_what_is_refused(made: Ledger) -> None:
    planned = ItemSaid("planned")
    with pytest.raises(Forbidden):
        services.keep_item(made["bureau_head"], unit_id=made.utility.pk, said=planned, name="用水报装")
    with pytest.raises(NotFound):
        services.keep_item(made["coordinator"], unit_id=0, said=planned, name="甲")
    with pytest.raises(Conflict):
        services.keep_item(made["coordinator"], unit_id=made.utility.pk, said=planned, name="用水报装")
    with pytest.raises(RuleViolation) as refused:
        services.keep_item(
            made["coordinator"], unit_id=made.utility.pk, said=ItemSaid("entered"), name="过户"
        )
    assert refused.value.field == "window"
    late = UnitSaid(section="科", section_on=clock.today() + timedelta(days=1))
    with pytest.raises(RuleViolation):
        services.keep_unit(made["coordinator"], unit=made.utility.unit_id, said=late)
    assert not selectors.visible_items(made["clerk"]).exists()


def test_items_of_the_catalogue_are_taken_once(made: Ledger) -> None:
    keeper = made["coordinator"]
    item = selectors.access_entry(keeper, made.item.pk).item
    assert item is not None
    EntryItem.objects.filter(pk=made.item.pk).delete()
    type(item).objects.filter(pk=item.pk).update(department="云岭市税务局")
    assert services.take_items(keeper, unit_id=made.department.pk) == 1
    assert services.take_items(keeper, unit_id=made.department.pk) == 0
    said = [each.kind for each in history.entries(Subject("entry_unit", made.department.pk))]
    assert said == ["entry.unit_kept", "entry.items_taken"]


def test_figures_beyond_ours_open_one_lead(made: Ledger) -> None:
    reporter = made["supervisor"]
    month = clock.today().replace(day=1)
    cases.submitted(made.place.house)
    with clock.at(clock.now() + timedelta(days=40)):
        same = services.return_figures(
            reporter, entry_id=made.item.pk, month=month, number=1, source="单位月报"
        )
        assert (same.ours, Breach.objects.count()) == (1, 0)
        for number in (4, 3):
            services.return_figures(
                reporter, entry_id=made.item.pk, month=month, number=number, source="单位月报"
            )
        lead = Breach.objects.get()
        assert (lead.source, lead.number, lead.stage) == ("figures", 3, "lead")
        with pytest.raises(Forbidden):
            services.return_figures(
                made["clerk"], entry_id=made.item.pk, month=month, number=1, source="单位月报"
            )
    with pytest.raises(RuleViolation):
        services.return_figures(reporter, entry_id=made.item.pk, month=month, number=1, source="单位月报")


def test_the_board_takes_few_statements(made: Ledger, django_assert_num_queries: object) -> None:
    keeper = made["coordinator"]
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert len(selectors.board(keeper)) == 2


def test_five_alls_of_a_window(made: Ledger, django_assert_max_num_queries: object) -> None:
    made.entered(decides=False)
    with django_assert_max_num_queries(17):  # type: ignore[operator]
        ((_hall, rows),) = selectors.five_alls(made["bureau_head"])
    found = {each.code: (each.done, each.of) for each in rows[0].alls}
    assert (found["items"], found["window"]) == ((1, 1), (0, 1))
    assert rows[0].score is not None
