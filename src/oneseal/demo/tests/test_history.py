"""The year before the last weeks: numbers that rise with the days, the same for the same seed, resumed when killed."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from oneseal.cases import selectors as cases
from oneseal.demo import history, loader
from oneseal.demo.plan import Plan
from oneseal.demo.simulate import Tally, simulate
from oneseal.foundation import calendars, clock, numbering
from oneseal.kernel.access import Actor

pytestmark = pytest.mark.django_db
YEAR = 24


class Killed(Exception):
    """Stands for the signal that ends a run."""


@pytest.fixture
def only_the_year(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last weeks without cases."""
    monkeypatch.setattr(history, "RECENT_CASES", 1)
    monkeypatch.setattr(history, "scenes", lambda world, shelf, now: ())


def head(bureau_id: int) -> Actor:
    return loader.actor_in_post(bureau_id, "bureau_head")


def test_a_plan_is_drawn_from_its_seed() -> None:
    until = clock.now().astimezone(clock.LOCAL)
    first = until.date() - timedelta(days=60)
    plans = [Plan(seed, 50, first, until, calendars.current()) for seed in (3, 3, 4)]
    assert plans[0].beginnings == plans[1].beginnings != plans[2].beginnings
    assert plans[0].beginnings == sorted(plans[0].beginnings)
    assert all(first <= moment.date() for moment in plans[0].beginnings)
    assert sum(count for (series, _), count in plans[0].numbers.items() if series == "case") <= 50


def test_the_same_seed_plays_the_same_cases(bureau_id: int) -> None:
    until = datetime.combine(clock.today() - timedelta(days=1), datetime.min.time(), clock.LOCAL)
    first = until.date() - timedelta(days=60)

    def play(seed: int) -> Counter[tuple[str, str, str, str, datetime | None]]:
        with transaction.atomic():
            simulate(bureau_id, cases=10, seed=seed, first=first, until=until)
            found = Counter(
                (case.number, case.item_name, case.state, case.applicant_name, case.received_at)
                for case in cases.visible_cases(head(bureau_id))
            )
            transaction.set_rollback(True)
        return found

    assert play(5) == play(5) != play(6)


def test_a_killed_year_goes_on_without_gap_or_double(bureau_id: int, only_the_year: None) -> None:
    history.play_recent(bureau_id, YEAR)
    recent = set(cases.visible_cases(head(bureau_id)).values_list("pk", flat=True))

    def kill(tally: Tally, moment: datetime) -> None:
        if tally.begun >= YEAR // 2:
            raise Killed

    with pytest.raises(Killed):
        history.play_year(bureau_id, kill)
    assert not history.is_told(bureau_id)
    assert dict(history.play_year(bureau_id).refused) == {}
    assert history.is_told(bureau_id)
    assert history.play_year(bureau_id).begun == 0

    plan = history.year(bureau_id, YEAR)
    handed_in = [
        case for case in cases.visible_cases(head(bureau_id)).exclude(pk__in=recent) if case.received_at
    ]
    begun = {moment for place, moment in enumerate(plan.beginnings) if not plan.is_abandoned(place)}
    assert sorted(case.created_at for case in handed_in) == sorted(begun)
    by_day = sorted(handed_in, key=lambda case: case.received_at or plan.until)
    assert [case.number for case in by_day] == sorted(case.number for case in by_day)
    for (series, of_year), count in plan.numbers.items():
        if series == "case":
            last = [case.number for case in by_day if case.number.startswith(str(of_year))]
            assert [int(number[4:]) for number in last] == list(range(1, count + 1))
            assert numbering.last_number(bureau_id, series, of_year) >= count
    stale = [case for case in handed_in if case.state in {"submitted", "corrected"}]
    assert stale == []
