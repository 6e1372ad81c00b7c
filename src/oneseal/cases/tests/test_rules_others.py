"""Duties, review points, decisions, deadlines' own rules, evaluation, search words, sentences."""

from collections.abc import Callable
from datetime import date

import pytest

from oneseal.cases import events
from oneseal.cases.events import desk, modes
from oneseal.cases.rules import deadlines, duties, evaluation, review, search, sentences
from oneseal.cases.rules.duties import Parties, Person
from oneseal.cases.rules.masking import FALLS
from oneseal.cases.rules.review import Point
from oneseal.kernel.errors import Forbidden, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.workdays import SpecialDay, WorkCalendar

CALENDAR = WorkCalendar(
    {
        **{year: () for year in (2023, 2025, 2026)},
        2024: (
            SpecialDay(date(2024, 9, 14), False, "中秋节"),
            *(SpecialDay(date(2024, 9, day), True, "中秋节") for day in (15, 16, 17)),
            SpecialDay(date(2024, 9, 29), False, "国庆节"),
            *(SpecialDay(date(2024, 10, day), True, "国庆节") for day in range(1, 8)),
            SpecialDay(date(2024, 10, 12), False, "国庆节"),
        ),
    }
)


def refused(act: Callable[[], object]) -> str:
    """The code of the refusal; empty where the rule lets it pass."""
    try:
        act()
    except RuleViolation as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    ("person", "parties", "kind", "code"),
    [
        (Person(1), Parties(9, acceptor=2), "review", ""),
        (Person(1), Parties(9, acceptor=1), "review", "acceptor_may_not_approve"),
        (Person(1), Parties(9, acceptor=1), "decision", "acceptor_may_not_approve"),
        (Person(1), Parties(9, acceptor=1), "survey", ""),
        (Person(1), Parties(9, acceptor=1, solo=True), "decision", ""),
        (Person(1, frozenset({9})), Parties(9), "review", "own_application"),
        (Person(1, frozenset({8})), Parties(9, agent=8), "opinion", "own_application"),
        (Person(1, contractor=True), Parties(9), "decision", "contractor_may_not_decide"),
        (Person(1, contractor=True), Parties(9), "sign_off", "contractor_may_not_decide"),
        (Person(1, contractor=True), Parties(9), "opinion", ""),
    ],
)
def test_separation_of_duties(person: Person, parties: Parties, kind: str, code: str) -> None:
    if not code:
        return duties.check_step(person, parties, kind)
    with pytest.raises(Forbidden) as refusal:
        duties.check_step(person, parties, kind)
    assert refusal.value.code == code
    return None


@pytest.mark.parametrize(
    ("person", "parties", "own"),
    [
        (Person(1), Parties(9), False),
        (Person(1, frozenset({9})), Parties(9), True),
        (Person(1, frozenset({9, 10})), Parties(10, agent=3), True),
        (Person(1, frozenset({3})), Parties(10, agent=3), True),
        (Person(1, frozenset({4})), Parties(10, agent=3), False),
        (Person(9), Parties(9), False),
    ],
)
def test_whose_own_application_it_is(person: Person, parties: Parties, own: bool) -> None:
    assert duties.is_own(person, parties) is own


@pytest.mark.parametrize(
    ("instead", "receiver", "says"),
    [
        (("李四", "王五"), False, "李四、王五"),
        ((), False, "请科室负责人指派其他同事办理"),
        ((), True, "请另选一位同事"),
    ],
)
def test_the_refusal_says_who_may_do_it(instead: tuple[str, ...], receiver: bool, says: str) -> None:
    assert says in str(duties.own_application(instead, receiver=receiver))


def test_a_survey_takes_two_people() -> None:
    duties.check_second_surveyor(Person(1), {2})
    with pytest.raises(Forbidden):
        duties.check_second_surveyor(Person(1), {1})


POINTS = [Point("signed", "签字齐全"), Point("area", "面积", numeric=True, minimum=20, maximum=60)]


@pytest.mark.parametrize(
    ("answers", "opinion", "code"),
    [
        ({"signed": True, "area": 20}, "", ""),
        ({"signed": True, "area": "60"}, "", ""),
        ({"signed": True, "area": 19.9}, "", "point_failed_without_reason"),
        ({"signed": False, "area": 30}, "已当面补签", ""),
        ({"signed": False, "area": 30}, "", "point_failed_without_reason"),
        ({"signed": True}, "", "point_unchecked"),
        ({"signed": True, "area": ""}, "x", "point_unchecked"),
        ({"signed": True, "area": "大"}, "x", "point_not_a_number"),
    ],
)
def test_review_points(answers: dict[str, object], opinion: str, code: str) -> None:
    assert refused(lambda: review.check_points(POINTS, answers, opinion)) == code


def test_grants_need_every_condition_refusals_reason_and_basis() -> None:
    review.check_grant({"一", "二"}, ["一", "二"])
    with pytest.raises(RuleViolation, match="二"):
        review.check_grant({"一"}, ["一", "二"])
    review.check_refusal(["不合"], ["某法第一条"])
    with pytest.raises(RuleViolation):
        review.check_refusal([" "], ["某法第一条"])
    with pytest.raises(RuleViolation):
        review.check_refusal(["不合"], [])


def test_the_golden_suspension_explains_itself() -> None:
    pause = deadlines.Pause("expert_review", date(2024, 9, 10), date(2024, 9, 19), 5)
    clock = deadlines.clock_of(deadlines.term(20, "working_days"), date(2024, 9, 2), pauses=[pause])
    texts = [line.text % line.values for line in deadlines.explain(clock, CALENDAR)]
    assert "7 个工作日不计算在内" in texts[2]
    assert "2024-10-15" in texts[-1]
    plain = deadlines.explain(
        deadlines.clock_of(deadlines.term(20, "working_days"), date(2024, 9, 2)), CALENDAR
    )
    assert plain[-1].values["day"] == date(2024, 9, 30)


def test_a_promise_says_when_the_law_caps_it() -> None:
    law = deadlines.clock_of(deadlines.term(5, "working_days"), date(2024, 9, 2))
    promise = deadlines.clock_of(deadlines.term(20, "working_days"), date(2024, 9, 2))
    lines = deadlines.explain(promise, CALENDAR, cap=law)
    assert lines[-2].values["day"] == date(2024, 9, 30)
    assert lines[-1].values["day"] == date(2024, 9, 9)
    sooner = deadlines.explain(law, CALENDAR, cap=promise)
    assert sooner == deadlines.explain(law, CALENDAR)


@pytest.mark.parametrize(
    ("authority", "limit", "days", "reason", "today", "code"),
    [
        ("bureau", 20, 10, "复杂", date(2024, 9, 30), ""),
        ("bureau", 20, 11, "复杂", date(2024, 9, 30), "extension_too_long"),
        ("bureau", 20, 10, " ", date(2024, 9, 30), "reason_missing"),
        ("bureau", 20, 10, "复杂", date(2024, 10, 8), "already_overdue"),
        ("government", 45, 15, "复杂", date(2024, 9, 30), ""),
        ("government", 45, 16, "复杂", date(2024, 9, 30), "extension_too_long"),
        ("government", 20, 15, "复杂", date(2024, 9, 30), "not_unified_handling"),
        ("section", 20, 5, "复杂", date(2024, 9, 30), "no_such_authority"),
    ],
)
def test_extensions(authority: str, limit: int, days: int, reason: str, today: date, code: str) -> None:
    clock = deadlines.clock_of(deadlines.term(limit, "working_days"), date(2024, 9, 2))
    last_day = date(2024, 9, 30)
    assert refused(lambda: deadlines.extended(clock, authority, days, reason, today, last_day)) == code


def test_only_the_eight_procedures_stop_the_clock() -> None:
    assert len(deadlines.PROCEDURES) == 8
    deadlines.check_pause("hearing", "听证", 5)
    for wrong in (("survey", "踏勘", 5), ("hearing", "", 5), ("hearing", "听证", 0)):
        with pytest.raises(RuleViolation):
            deadlines.check_pause(*wrong)


def test_minutes_are_on_the_spot() -> None:
    assert deadlines.term(15, "minutes") == deadlines.Term(0)


@pytest.mark.parametrize(
    ("level", "scores", "tags", "channel", "fits"),
    [
        (5, {"efficiency": 5}, ["fast"], "online", True),
        (1, {}, ["rude"], "window", True),
        (0, {}, [], "online", False),
        (6, {}, [], "online", False),
        (5, {"attitude": 5}, [], "online", False),
        (5, {"attitude": 5}, [], "window", True),
        (5, {"attitude": 9}, [], "window", False),
        (5, {}, ["rude"], "online", False),
    ],
)
def test_evaluations_stay_within_what_is_published(
    level: int, scores: dict[str, int], tags: list[str], channel: str, fits: bool
) -> None:
    try:
        evaluation.check(level, scores, tags, channel)
    except RuleViolation:
        assert not fits
    else:
        assert fits


def test_defaults_are_counted_apart() -> None:
    tally = evaluation.tally(
        [(5, False, False), (3, False, False), (2, False, False), (5, True, False), (5, True, False)]
    )
    assert (tally.active, tally.satisfied, tally.negative, tally.default) == (3, 2, 1, 2)
    assert tally.score_sum == 200


S = evaluation.Stage


@pytest.mark.parametrize(
    ("at_window", "ended", "given", "rectified", "stage", "why"),
    [
        (False, False, {}, False, None, "not_closed"),
        (True, False, {}, False, S.VISIT, ""),
        (True, False, {S.VISIT: False}, False, None, "evaluated_already"),
        (True, True, {S.VISIT: False}, False, S.HANDLING, ""),
        (True, False, {S.VISIT: False}, True, S.FOLLOW_UP, ""),
        (False, True, {}, False, S.HANDLING, ""),
        (False, True, {S.HANDLING: True}, False, S.HANDLING, ""),
        (False, True, {S.HANDLING: False}, False, None, "evaluated_already"),
        (False, True, {S.HANDLING: False}, True, S.FOLLOW_UP, ""),
        (False, True, {S.HANDLING: False, S.FOLLOW_UP: False}, True, None, "evaluated_already"),
    ],
)
def test_one_evaluation_a_stage_and_one_more_after_rectification(
    at_window: bool,
    ended: bool,
    given: dict[str, bool],
    rectified: bool,
    stage: evaluation.Stage | None,
    why: str,
) -> None:
    found = evaluation.stage_now(at_window=at_window, ended=ended, given=given, rectified=rectified)
    assert found == (stage, why)


@pytest.mark.parametrize(
    ("staff", "evaluated", "code"),
    [(3, {1, 2}, ""), (1, {1, 2}, "evaluated_yourself"), (0, {1}, "evaluated_yourself")],
)
def test_nobody_handles_an_evaluation_of_their_own_work(staff: int, evaluated: set[int], code: str) -> None:
    assert refused(lambda: evaluation.check_handler(staff, evaluated)) == code


@pytest.mark.parametrize(
    ("contacted", "rectified", "text", "contact", "rectify"),
    [
        (False, False, "说明", "", "contact_first"),
        (False, False, " ", "note_missing", "contact_first"),
        (True, False, "说明", "contacted_already", ""),
        (True, False, " ", "contacted_already", "remedy_missing"),
        (True, True, "说明", "contacted_already", "rectified_already"),
    ],
)
def test_contact_then_remedy(contacted: bool, rectified: bool, text: str, contact: str, rectify: str) -> None:
    assert refused(lambda: evaluation.check_contact(contacted, text)) == contact
    assert refused(lambda: evaluation.check_rectification(contacted, rectified, text)) == rectify


def test_search_words() -> None:
    words = search.lexemes("20260000012", "云岭顺达物流有限公司")
    assert {"20260000012", "顺达", "yunlingshundawuliuyouxiangongsi", "ylsdwlyxgs"} <= set(words)
    assert search.query("顺达 yl") == "'顺达' & 'yl':*"
    assert search.query("顺达物") == "'顺达' & '达物'"
    assert search.query("'; --") == ""
    assert search.is_identifier("11010519491231002X")
    assert not search.is_identifier("20260000012")


def test_every_event_worth_a_line_has_a_sentence() -> None:
    silent = {
        "cases.exported",
        "cases.draft_saved",
        "cases.material_added",
        "cases.material_removed",
        "cases.messages_read",
        "cases.inner_dates_recomputed",
        "cases.dishonesty_recorded",
        "cases.dishonesty_repaired",
    }
    kinds = {
        each.kind
        for each in (*vars(events).values(), *vars(desk).values(), *vars(modes).values())
        if isinstance(each, type) and issubclass(each, Event) and "kind" in vars(each)
    }
    split = {
        "cases.not_accepted": ["not_needed", "not_ours"],
        "cases.decided": ["granted", "refused"],
        "cases.commitment_checked": ["commitment_met", "commitment_faulty"],
        "cases.extension_decided": ["extension_approved", "extension_declined"],
        "cases.mask_fell": [f"mask_fell_{why}" for why in FALLS],
    }
    expected = {f"cases.{name}" for kind in split for name in split[kind]} | (kinds - set(split) - silent)
    assert set(sentences.SENTENCES) == expected | {
        "cases.accepted_owing",
        "cases.collected",
        "cases.deemed",
        "cases.deemed_renewed",
    }
