"""Every scene can be played, and together they show every state that an open case can have."""

import pytest

from oneseal.cases import selectors as cases
from oneseal.cases.rules.states import CaseState
from oneseal.demo import history, loader
from oneseal.demo.procedures import load_procedures
from oneseal.demo.scenes import ALL
from oneseal.demo.themes import load_themes
from oneseal.kernel.clocks import Suspension

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
    tally = history.play_recent(bureau_id, 1)
    assert dict(tally.refused) == {}
    assert tally.begun == len(ALL) + 1
    head = loader.actor_in_post(bureau_id, "bureau_head")
    found = list(cases.visible_cases(head))
    assert {case.state for case in found} >= OPEN
    assert all(case.created_at.date() >= history.year(bureau_id, 1).until.date() for case in found)
    suspended = [case for case in found if case.state == CaseState.SUSPENDED]
    stopped = {interval.reason for case in suspended for interval in case.intervals.all()}
    assert stopped == set(Suspension)
    assert cases.pending_extensions(head)
    assert cases.orphaned_steps(loader.actor_in_post(bureau_id, "general_head"))
