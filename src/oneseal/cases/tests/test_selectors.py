"""Who sees what, what lists and search find, in how many statements."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oneseal.cases import selectors, services
from oneseal.cases.models import Case
from oneseal.cases.selectors import worklists
from oneseal.cases.tests import factories
from oneseal.foundation import clock, crypto
from oneseal.identity.services import cancel_leave, record_leave
from oneseal.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("张伟", True),
        ("王芳", False),
        ("clerk", True),
        ("reviewer", True),
        ("investment_reviewer", False),
        ("section_head", True),
        ("deputy_head", True),
        ("supervisor", True),
        ("coordinator", True),
        ("administrator", False),
        ("item_keeper", False),
    ],
)
def test_who_sees_a_case_of_the_market_section(who: str, sees: bool) -> None:
    made = factories.house()
    case = factories.submitted(made)
    actor = made[who]
    assert selectors.visible_cases(actor).filter(pk=case.pk).exists() is sees
    assert selectors.may_see(actor, case) is sees
    if sees:
        assert selectors.access_case(actor, case.pk) == case
    else:
        with pytest.raises(NotFound):
            selectors.access_case(actor, case.pk)


def test_a_step_lets_another_section_see_the_case() -> None:
    steps = [{**factories.STEPS[0], "post": "investment_reviewer"}, *factories.STEPS[1:]]
    made = factories.house(steps=steps)
    case = factories.accepted(made)
    assert selectors.may_see(made["investment_reviewer"], case)


def test_drafts_made_online_are_the_applicants_alone() -> None:
    made = factories.house()
    case = factories.draft(made)
    assert not selectors.may_see(made["clerk"], case)
    assert not selectors.visible_cases(made["clerk"]).exists()
    assert selectors.may_see(made["张伟"], case)


@pytest.mark.parametrize("text", ["张伟", "zhangwei", "zw", "张", "440101199001011237", "13800138000"])
def test_search_finds_by_name_pinyin_and_blind_index(text: str) -> None:
    made = factories.house()
    person = made.cast.applicants["张伟"]
    type(person).objects.filter(pk=person.pk).update(
        number_index=crypto.blind_index("440101199001011237", "id_number"),
        phone_index=crypto.blind_index("13800138000", "phone"),
    )
    case = factories.submitted(made)
    other = factories.submitted(made, "李娜")
    assert selectors.search_cases(made["clerk"], {"q": text}).rows == [case]
    assert selectors.search_cases(made["clerk"], {"q": other.number}).rows == [other]
    assert selectors.search_cases(made["clerk"], {"q": case.number[:6]}).rows == [other, case]
    assert selectors.search_cases(made["investment_reviewer"], {"q": text}).rows == []


def test_search_by_day_state_and_nonsense() -> None:
    made = factories.house()
    case = factories.submitted(made)
    clerk = made["clerk"]
    assert selectors.search_cases(clerk, {"state": "submitted"}).rows == [case]
    assert selectors.search_cases(clerk, {"state": "closed"}).rows == []
    assert selectors.search_cases(clerk, {"from": "2001-01-01", "to": "2001-12-31"}).rows == []
    assert selectors.search_cases(clerk, {"q": "':*&|!", "from": "nonsense"}).rows == []


def test_work_list_shows_what_is_mine_and_my_posts() -> None:
    made = factories.house()
    case = factories.accepted(made)
    factories.submitted(made, "王芳")
    step = factories.step_of(case, "review")
    reviewer = made["reviewer"]
    assert [s.pk for s in selectors.worklist(reviewer, {}).rows] == [step.pk]
    assert selectors.worklist(made["investment_reviewer"], {}).rows == []
    services.take_step(reviewer, step_id=step.pk)
    counts = selectors.work_counts(made["reviewer"])
    assert (counts.open, counts.mine, counts.intake) == (0, 1, 1)
    assert selectors.work_counts(made["clerk"]).intake == 1
    assert [s.pk for s in selectors.worklist(made["section_head"], {}, team=True).rows] == [step.pk]


def test_case_page_takes_a_fixed_number_of_statements() -> None:
    made = factories.house()
    case = factories.decided(made)
    services.add_note(made["reviewer"], case_id=case.pk, text="已电话核实")
    selectors.case_page(made["clerk"], case.pk)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        page = selectors.case_page(made["clerk"], case.pk)
    assert len(seen) <= 16
    assert [n.text for n in page.notes] == ["已电话核实"]
    assert page.decision is not None
    own = selectors.case_page(made["张伟"], case.pk)
    assert own.notes == []
    assert own.actions == []
    texts = [line.text % line.values for line in own.history]
    assert any("受理了申请" in text for text in texts)
    assert not any("内部备注" in text for text in texts)


def test_due_dates_explain_themselves() -> None:
    made = factories.house()
    case = factories.accepted(made)
    explained = selectors.explain_due(case)
    assert explained is not None
    last = explained.statutory.lines[-1]
    assert case.statutory_due in last.values.values() or explained.statutory.chip.provisional
    assert explained.promised.chip.state == "running"
    assert selectors.explain_due(Case()) is None


def test_a_leavers_work_is_found_and_reassigned() -> None:
    made = factories.house()
    case = factories.accepted(made)
    step = factories.step_of(case, "review")
    services.take_step(made["reviewer"], step_id=step.pk)
    head = made["section_head"]
    assert selectors.orphaned_steps(head) == []
    made.cast.staff["reviewer"].left_on = case.created_at.date()
    made.cast.staff["reviewer"].save()
    assert [s.pk for s in selectors.orphaned_steps(head)] == [step.pk]


def test_work_of_somebody_on_leave_is_found_while_they_are_away() -> None:
    made = factories.house()
    case = factories.accepted(made)
    step = factories.step_of(case, "review")
    services.take_step(made["reviewer"], step_id=step.pk)
    other = factories.accepted(made, "王芳")
    head, today = made["section_head"], clock.today()
    leave = record_leave(head, made.staff("reviewer"), first_on=today, last_on=today + timedelta(days=3))
    waiting = factories.step_of(other, "review")
    assert {each.pk for each in selectors.orphaned_steps(head)} == {step.pk, waiting.pk}
    assert selectors.orphaned_steps(made["investment_head"]) == []
    with clock.at(clock.now() + timedelta(days=4)):
        assert selectors.orphaned_steps(head) == []
    cancel_leave(head, leave.pk)
    assert selectors.orphaned_steps(head) == []
    assert factories.step_of(other, "review").state == "open"


def test_counts_take_one_statement_and_stop_at_the_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    made = factories.house()
    for _ in range(3):
        factories.accepted(made)
    services.take_step(made["reviewer"], step_id=selectors.worklist(made["reviewer"], {}).rows[0].pk)
    reviewer = made["reviewer"]
    with CaptureQueriesContext(connection) as seen:
        counts = selectors.work_counts(reviewer)
    assert len(seen) == 1
    assert (counts.open, counts.mine, counts.sign) == (2, 1, 0)
    assert sum(part.count() for part in selectors.my_load(reviewer)) == 3
    monkeypatch.setattr(worklists, "CAP", 1)
    assert selectors.work_counts(made["reviewer"]).open == 2, "one past the cap, shown as 1+"


def test_figures_take_three_statements_and_a_head_sees_his_sections_load() -> None:
    made = factories.house()
    factories.decided(made)
    factories.accepted(made)
    today, head = clock.today(), made["section_head"]
    with CaptureQueriesContext(connection) as seen:
        figures = selectors.figures(head, today, today)
    assert len(seen) == 3
    assert (figures.received, figures.accepted, figures.decided, figures.decided_on_time) == (2, 2, 1, 1)
    assert (figures.running, figures.overdue) == (1, 0)
    assert [(row.open, row.taken) for row in selectors.counts_by_post(made["section_head"])] == [(1, 0)]
    assert selectors.counts_by_post(made["clerk"]) == []
    stranger = made["investment_head"]
    assert selectors.counts_by_post(stranger) == []
    assert selectors.figures(stranger, today, today).received == 0
