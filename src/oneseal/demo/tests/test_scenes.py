"""Every scene can be played, and together they show every state that an open case can have."""

from datetime import timedelta

import pytest

from oneseal.cases import selectors as cases
from oneseal.cases.rules.states import CaseState
from oneseal.demo import history, loader, organisation
from oneseal.demo.couriers import load_shelf
from oneseal.demo.lockers import load_cabinet
from oneseal.demo.procedures import load_procedures
from oneseal.demo.projects import load_projects
from oneseal.demo.queueing import load_queue
from oneseal.demo.scenes import ALL
from oneseal.demo.themes import load_themes
from oneseal.demo.works import AS_ONE, FOLLOWED
from oneseal.foundation import clock
from oneseal.kernel.clocks import Suspension
from oneseal.projects import selectors as projects
from oneseal.queueing import selectors as queue

pytestmark = pytest.mark.django_db
OPEN = {
    CaseState.SUBMITTED,
    CaseState.AWAITING_CORRECTION,
    CaseState.CORRECTED,
    CaseState.ACCEPTED,
    CaseState.IN_REVIEW,
    CaseState.SUSPENDED,
    CaseState.GRANTED,
    CaseState.REFUSED,
    CaseState.CLOSED,
}


def test_scenes_show_every_state(bureau_id: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "RECENT_CASES", 1)
    loader.load_items(bureau_id)
    load_procedures(bureau_id, loader.actor_in_post)
    load_themes(bureau_id, loader.actor_in_post)
    load_shelf(bureau_id, loader.actor_in_post)
    load_cabinet(bureau_id, loader.actor_in_post)
    owners = {firm.name: firm.number for firm in organisation.firms()}
    load_projects(bureau_id, loader.actor_in_post, owners)
    load_queue(bureau_id, loader.actor_in_post)
    tally = history.play_recent(bureau_id, 1)
    assert dict(tally.refused) == {}
    assert tally.begun == len(ALL) + 1 + len(FOLLOWED) + 1 + 1
    _projects_follow_their_applications(bureau_id)
    _windows_took_something_in(bureau_id)
    head = loader.actor_in_post(bureau_id, "bureau_head")
    found = list(cases.visible_cases(head))
    assert {case.state for case in found} >= OPEN
    assert all(case.created_at.date() >= history.year(bureau_id, 1).until.date() for case in found)
    suspended = [case for case in found if case.state == CaseState.SUSPENDED]
    stopped = {interval.reason for case in suspended for interval in case.intervals.all()}
    assert stopped == set(Suspension)
    assert cases.pending_extensions(head)
    assert cases.orphaned_steps(loader.actor_in_post(bureau_id, "general_head"))


def _windows_took_something_in(bureau_id: int) -> None:
    watcher, today = loader.actor_in_post(bureau_id, "coordinator"), clock.today()
    (hall,) = queue.halls_in_use(watcher)
    counts = queue.hall_counts(watcher, hall.pk, today - timedelta(days=1), today)
    assert [(row.name, row.taken, row.others) for row in counts.windows] == [("03", 2, 1), ("06", 1, 1)]


def _projects_follow_their_applications(bureau_id: int) -> None:
    keeper = loader.actor_in_post(bureau_id, "coordinator")
    for told in FOLLOWED:
        reading = projects.reading_of(projects.access_project_by_code(keeper, told.code))
        line = next(each for each in reading.lines if each.task.key == told.task)
        assert line.task.case is not None
        assert line.is_settled is bool(told.days)
    reading = projects.reading_of(projects.access_project_by_code(keeper, AS_ONE))
    assert reading.stages[0].joint is not None
    assert sum(bool(line.task.case) for line in reading.of_stage(1)) == 3
