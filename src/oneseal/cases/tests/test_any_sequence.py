"""Whatever people do in whatever order: what must hold of every case holds, and the journal replays it."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oneseal.cases import services
from oneseal.cases.models import Case, CaseStep, ClockInterval, Decision, Extension
from oneseal.cases.rules.intake import Gap
from oneseal.cases.rules.states import ENDED, LIVE, UNDECIDED, CaseState
from oneseal.cases.services.clock import pauses_of
from oneseal.cases.services.starting import statutory_clock
from oneseal.cases.tests import factories
from oneseal.documents.selectors import documents_about
from oneseal.foundation import audit, calendars, clock, history
from oneseal.foundation.journal import Subject
from oneseal.identity.tests.factories import make_account, make_staff
from oneseal.kernel import clocks
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation, Violations

pytestmark = pytest.mark.django_db
BEGIN = datetime(2025, 1, 6, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
DESK = ("reviewer", "colleague", "section_head", "deputy_head", "bureau_head", "clerk")
CASES, ACTS = 3, 55
OFTEN = {"accept": 3, "take": 8, "pass": 8, "decide": 4, "resume": 3, "withdraw": 0.05, "terminate": 0.05}


class Play:
    """A few cases, people who press anything at random, and the bureau's clock."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.made = factories.house()
        post = self.made.cast.posts["market_reviewer"]
        second = make_staff(self.made.cast.bureau, post, "林晓", number="Y900")
        self.made.cast.staff["colleague"] = second
        self.made.cast.accounts["colleague"] = make_account("colleague", staff=second)
        self.actors = {who: self.made[who] for who in (*DESK, "张伟")}
        self.cases = [factories.submitted(self.made).pk for _ in range(CASES)]
        self.done: list[str] = []

    def act(self) -> None:
        """One act by somebody on something; a refusal is as good as any answer."""
        names = list(self.acts())
        name = self.dice.choices(names, [OFTEN.get(name, 1) for name in names])[0]
        case = Case.objects.get(pk=self.dice.choice(self.cases))
        steps = list(CaseStep.objects.filter(case=case).order_by("id"))
        live = [step for step in steps if step.state in LIVE] or steps
        step = self.dice.choice(live) if live else CaseStep(pk=0)
        who = self.actors[self.dice.choice(DESK)]
        if self.dice.random() < 0.85:
            fit = [a for a in self.actors.values() if a.staff_id and self.is_theirs(a, step)]
            who = self.dice.choice(fit or [who])
        try:
            if not self.acts()[name](who, case, step):
                return
        except (RuleViolation, Violations):
            return
        self.done.append(name)
        assert case.state not in ENDED, f"{name} was possible on a case that is {case.state}"

    def is_theirs(self, actor: Actor, step: CaseStep) -> bool:
        """Whether a step is in somebody's hands, or waits for their post."""
        return actor.staff_id == step.holder_id if step.holder_id else step.post_id in actor.posts

    def acts(self) -> dict[str, Callable[..., object]]:
        """Every act of a case's life by name."""
        return self.whole_case() | self.one_step()

    def one_step(self) -> dict[str, Callable[..., object]]:
        """What is done to a step."""
        dice, made = self.dice, self.made
        staff = [made.staff(who) for who in ("reviewer", "colleague", "section_head")]
        granted: dict[str, Any] = {"outcome": "granted", "criteria": ["已结清税款"]}
        refused: dict[str, Any] = {
            "outcome": "refused",
            "reasons": ["场所不符"],
            "basis": ["《食品安全法》第三十五条"],
        }
        return {
            "take": lambda who, case, step: services.take_step(who, step_id=step.pk),
            "pass": lambda who, case, step: services.pass_step(who, step_id=step.pk, opinion="同意"),
            "release": lambda who, case, step: services.release_step(who, step_id=step.pk),
            "return": lambda who, case, step: services.return_step(
                who, step_id=step.pk, target=dice.choice(["review", "check", "decide"]), opinion="再核"
            ),
            "transfer": lambda who, case, step: services.transfer_step(
                who, step_id=step.pk, to_staff_id=dice.choice(staff), opinion="请办"
            ),
            "delegate": lambda who, case, step: services.delegate_step(
                who, step_id=step.pk, to_staff_id=dice.choice(staff), asked="请看"
            ),
            "sign": lambda who, case, step: services.add_signers(
                who,
                step_id=step.pk,
                staff_ids=dice.sample(staff, 2),
                asked="请会签",
                after=dice.random() < 0.5,
                any_one=dice.random() < 0.5,
            ),
            "decide": lambda who, case, step: services.decide_case(
                who, step_id=step.pk, **dice.choice([granted, refused])
            ),
        }

    def whole_case(self) -> dict[str, Callable[..., object]]:
        """What is done to a case."""
        citizen = self.actors["张伟"]
        gap = Gap("application", "缺少签名", "请签名")
        return {
            "accept": lambda who, case, step: services.accept_case(self.actors["clerk"], case_id=case.pk),
            "ask": lambda who, case, step: services.request_correction(
                self.actors["clerk"], case_id=case.pk, gaps=[gap]
            ),
            "supply": lambda who, case, step: self.supply(case),
            "suspend": lambda who, case, step: services.suspend_clock(
                who, case_id=case.pk, procedure="expert_review", explanation="评审", expected_days=3
            ),
            "resume": lambda who, case, step: services.resume_clock(who, case_id=case.pk),
            "extend": lambda who, case, step: services.request_extension(
                who, case_id=case.pk, days=5, reason="情况复杂"
            ),
            "extended": lambda who, case, step: self.decide_extension(case),
            "deliver": lambda who, case, step: services.deliver_electronically(case_id=case.pk),
            "withdraw": lambda who, case, step: services.withdraw_case(citizen, case_id=case.pk),
            "terminate": lambda who, case, step: services.terminate_case(
                who, case_id=case.pk, reason="已无必要", basis="第六十九条"
            ),
        }

    def supply(self, case: Case) -> Case:
        """What the applicant does with a correction notice."""
        citizen = self.actors["张伟"]
        services.add_material(citizen, case_id=case.pk, code="application", paper_copies=1)
        return services.supply_correction(citizen, case_id=case.pk)

    def decide_extension(self, case: Case) -> Extension:
        """The bureau's head answers the newest request."""
        found = Extension.objects.filter(case=case).last()
        return services.decide_extension(
            self.actors["bureau_head"],
            extension_id=found.pk if found else 0,
            approve=self.dice.random() < 0.7,
            comment="照办",
        )


def check(case: Case) -> None:
    """What must hold of a case at any moment."""
    steps = {step.key: step for step in CaseStep.objects.filter(case=case)}
    live = [step for step in steps.values() if step.state in LIVE]
    decisions = list(Decision.objects.filter(case=case).exclude(state="void").values_list("state", flat=True))
    assert len(decisions) <= 1
    is_open = ClockInterval.objects.filter(case=case, last=None).count()
    if case.state in {CaseState.ACCEPTED, CaseState.IN_REVIEW, CaseState.SUSPENDED}:
        assert live, "somebody must hold a running case"
        assert decisions in ([], ["proposed"])
    else:
        assert not live
        wanted = ["effective"] if case.outcome else []
        assert decisions == wanted
    if case.state in UNDECIDED:
        assert is_open == (case.state == CaseState.SUSPENDED)
    if case.accepted_at is not None:
        running = statutory_clock(case, pauses_of(case))
        calendar = calendars.current()
        days = [case.accepted_at.astimezone(clock.LOCAL).date() + timedelta(n) for n in (0, 20, 90)]
        used = [clocks.used(running, calendar, day) for day in days]
        assert used[0] == 0
        assert used == sorted(used)
        end = clocks.due(running, calendar)
        assert end is None or end.day == case.statutory_due
        assert case.promised_due is not None
        assert case.statutory_due is not None
        assert case.promised_due <= case.statutory_due
    assert replayed(case) == (case.state, {key: step.state for key, step in steps.items()})


def replayed(case: Case) -> tuple[str, dict[str, str]]:
    """States of the case and its steps from the journal alone."""
    state, steps = "", {}
    for entry in history.entries(Subject("case", case.pk)):
        state = entry.data["state"]
        steps.update(entry.data["moved"])
    return state, steps


def without_gaps(numbers: list[int]) -> bool:
    """Whether they count from one."""
    return sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("seed", range(4))
def test_whatever_people_do(seed: int) -> None:
    with clock.at(BEGIN):
        play = Play(seed)
    moment = BEGIN
    for _ in range(ACTS * CASES):
        moment += timedelta(minutes=play.dice.choice([1, 30, 60 * 24]))
        with clock.at(moment):
            play.act()
    assert len(set(play.done)) >= 6, play.done
    cases = list(Case.objects.filter(pk__in=play.cases))
    for case in cases:
        check(case)
    with clock.at(moment):
        assert services.recompute_due() == 0
    assert audit.verify().first is None
    assert without_gaps([int(case.number[4:]) for case in cases])
    numbers: dict[str, list[int]] = {}
    for document in [each for case in cases for each in documents_about("case", case.pk)]:
        numbers.setdefault(document.kind, []).append(document.seq)
    assert len(numbers) >= 3
    assert all(without_gaps(each) for each in numbers.values())
