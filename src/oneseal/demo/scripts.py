"""What happens in each scene, up to the point at which it is left open."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from oneseal.cases import selectors, services
from oneseal.cases.rules.intake import Gap
from oneseal.demo.decisions import Approval
from oneseal.demo.stories import GAPS, QUESTIONS, Moments, Story
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

Script = Callable[[Story], Moments]


def draft(story: Story) -> Moments:
    """Begun, not handed in."""
    story.draft()
    yield from ()


def receive(story: Story) -> Moments:
    """Handed in, not answered."""
    story.draft()
    yield story.later(3, 10)
    story.hand_in()


def receive_owing(story: Story) -> Moments:
    """Handed in on the promise to bring one material later; not answered."""
    story.draft()
    yield story.later(3, 10)
    story.hand_in(owing=True)


def decide_on_commitment(story: Story) -> Moments:
    """Granted on the spot on a commitment; to be checked."""
    story.draft()
    yield story.later(3, 10)
    story.hand_in(committed=True)
    yield story.later(5, 20)
    services.accept_case(story.clerk, case_id=story.case_id)
    hand = Hand(story)
    while (step := hand.live()) is not None:
        yield story.later(10, 30)
        hand.work(step)


def found_false(story: Story) -> Moments:
    """The check found the commitment false; to be mended."""
    yield from decide_on_commitment(story)
    yield story.later(60, 90)
    line = story.item.content.business_line
    checker = story.world.in_post(f"{line}_reviewer", story.rng)
    services.check_commitment(
        checker,
        case_id=story.case_id,
        met=False,
        finding="到承诺的地址核查，场所尚未装修，与承诺不符",
        fix_within=10,
    )


def accept_owing(story: Story) -> Moments:
    """Accepted although one material is to follow; under review."""
    yield from receive_owing(story)
    yield story.later(5, 20)
    services.accept_case(story.clerk, case_id=story.case_id)
    yield story.later(10, 30)
    hand = Hand(story)
    hand.take(hand.live("review"))


def ask_for_correction(story: Story) -> Moments:
    """One material has to be handed in again."""
    yield from receive(story)
    yield story.later(10, 30)
    wrong = next(m for m in story.situation.materials if not m.shared_source and m.code not in story.held)
    gap = Gap(wrong.code, *story.rng.choice(GAPS))
    services.request_correction(story.clerk, case_id=story.case_id, gaps=[gap], correct_within=15)


def correct(story: Story) -> Moments:
    """It was handed in again and waits to be looked at."""
    yield from ask_for_correction(story)
    yield story.later(200, 300)
    wrong = next(m for m in story.situation.materials if not m.shared_source and m.code not in story.held)
    story.hand_over(wrong.code, wrong.name)
    story.prove()
    services.supply_correction(story.typist, case_id=story.case_id)


def deem(story: Story) -> Moments:
    """Nobody answered for five working days: it counts as accepted."""
    yield from receive(story)
    day = story.world.workday_after(clock.today(), 6)
    yield datetime.combine(day, time(0, 10), clock.LOCAL)
    services.deem_accepted(case_id=story.case_id)


def accept(story: Story) -> Moments:
    """Accepted; the first step waits in the pool of its post."""
    yield from receive(story)
    yield story.later(5, 20)
    services.accept_case(story.clerk, case_id=story.case_id)


class Hand:
    """Does the steps of an accepted case without any detour."""

    def __init__(self, story: Story) -> None:
        self.story, self.approval = story, Approval(story)

    def live(self, kind: str = "") -> Any:
        """The first step that somebody could work on, of a kind if asked."""
        return next((s for s in selectors.live_steps(self.story.case_id) if s.kind == kind or not kind), None)

    def take(self, step: Any) -> Actor:
        """Somebody of the post takes it."""
        actor = self.approval.worker(step)
        if actor is None:
            raise LookupError(f"nobody for {step.name}")
        services.take_step(actor, step_id=step.pk)
        self.approval.took(actor, step)
        return actor

    def work(self, step: Any) -> None:
        """Take it and pass it, or decide."""
        self.finish(self.take(step), step)

    def finish(self, actor: Actor, step: Any) -> None:
        """Pass what somebody has taken, or decide."""
        if step.kind == "decision":
            services.decide_case(
                actor,
                step_id=step.pk,
                outcome="granted",
                criteria=self.story.item.content.conditions,
                opinion="同意",
            )
        elif step.kind == "survey":
            self.approval.survey(actor, step)
        else:
            self.approval.pass_step(actor, step)

    def until(self, kind: str) -> Moments:
        """Do step after step until one of this kind can be worked on; the others beside it are done first."""
        while steps := selectors.live_steps(self.story.case_id):
            others = [step for step in steps if step.kind != kind]
            if not others:
                return
            yield self.story.later(20, 60)
            self.work(others[0])


def before(kind: str) -> Script:
    """Everything is done up to the steps of a kind, which wait."""

    def script(story: Story) -> Moments:
        yield from accept(story)
        yield from Hand(story).until(kind)

    return script


def take(kind: str) -> Script:
    """Somebody has taken the step of this kind."""

    def script(story: Story) -> Moments:
        yield from before(kind)(story)
        yield story.later(10, 30)
        hand = Hand(story)
        hand.take(hand.live(kind))

    return script


def one_surveyor(story: Story) -> Moments:
    """Two have been there; one has signed the record, the other not yet."""
    yield from before("survey")(story)
    yield story.later(100, 200)
    hand = Hand(story)
    step = hand.live("survey")
    hand.approval.survey(hand.take(step), step, sign=False)


def suspend(procedure: str, explanation: str, days: int) -> Script:
    """The clock stands still for one of the eight procedures."""

    def script(story: Story) -> Moments:
        yield from take("review")(story)
        yield story.later(60, 200)
        services.suspend_clock(
            _holder(story),
            case_id=story.case_id,
            procedure=procedure,
            explanation=explanation,
            expected_days=days,
        )

    return script


def extend(how: str) -> Script:
    """More time is asked of the bureau's head, granted by them, or asked of the government's head."""

    def script(story: Story) -> Moments:
        yield from take("review")(story)
        yield story.later(200, 400)
        authority = "government" if how == "government" else "bureau"
        extension = services.request_extension(
            _holder(story),
            case_id=story.case_id,
            days=10,
            reason="需与多个部门会商，情况复杂，原期限内难以作出决定",
            authority=authority,
        )
        if how == "grant":
            yield story.later(60, 120)
            head = story.world.in_post("bureau_head", story.rng)
            services.decide_extension(head, extension_id=extension.pk, approve=True, comment="同意延期")

    return script


def _holder(story: Story) -> Actor:
    return story.world.actors[Hand(story).live().holder_id]


def _colleague(story: Story, actor: Actor) -> Actor:
    """Somebody else of the same post."""
    step = Hand(story).live()
    but = frozenset({actor.staff_id, story.clerk.staff_id})
    found = story.world.staff_of(step.post_id, story.rng, but=but)
    return found or story.world.in_post(f"{story.item.content.business_line}_head", story.rng)


def with_signers(story: Story) -> Moments:
    """会签: two colleagues have to sign before it goes on."""
    yield from take("review")(story)
    yield story.later(30, 90)
    actor = _holder(story)
    head = story.world.in_post(f"{story.item.content.business_line}_head", story.rng)
    staff = sorted({_colleague(story, actor).staff_id, head.staff_id})
    asked = "请就能耗限额的执行情况提出意见"
    services.add_signers(actor, step_id=Hand(story).live().pk, staff_ids=staff, asked=asked)


def with_delegate(story: Story) -> Moments:
    """委派: a colleague looks into it."""
    yield from take("review")(story)
    yield story.later(30, 90)
    actor = _holder(story)
    to = _colleague(story, actor).staff_id
    asked = "请核对机房防护检测报告的编号和日期"
    services.delegate_step(actor, step_id=Hand(story).live().pk, to_staff_id=to, asked=asked)


def transferred(story: Story) -> Moments:
    """转办: handed to a colleague for good."""
    yield from take("review")(story)
    yield story.later(30, 90)
    actor = _holder(story)
    colleague = _colleague(story, actor)
    opinion = "本人参加跟班学习，请代为审查"
    services.transfer_step(
        actor, step_id=Hand(story).live().pk, to_staff_id=colleague.staff_id, opinion=opinion
    )


def returned(story: Story) -> Moments:
    """退回: a later step went back to the first."""
    yield from before("expert_review")(story)
    yield story.later(100, 200)
    hand = Hand(story)
    step = hand.live("expert_review")
    actor = hand.take(step)
    opinion = "审查意见没有写明标准器的溯源情况，请补充后再报"
    services.return_step(actor, step_id=step.pk, target=step.after[0], opinion=opinion)


def left_by_the_absent(story: Story) -> Moments:
    """Somebody took the step and has been away since: the head has to give it to another."""
    yield from accept(story)
    yield story.later(10, 30)
    absent = next(iter(story.world.absences))
    services.take_step(story.world.actors[absent], step_id=Hand(story).live().pk)


def asked_by_applicant(story: Story) -> Moments:
    """The applicant asked something and waits for an answer."""
    yield from take("review")(story)
    yield story.later(60, 200)
    question, _answer = story.rng.choice(QUESTIONS)
    services.send_message(story.citizen, case_id=story.case_id, text=question)


def decide(outcome: str) -> Script:
    """Decided; the result has yet to be made ready."""

    def script(story: Story) -> Moments:
        yield from accept(story)
        hand = Hand(story)
        yield from hand.until("decision")
        yield story.later(5, 30)
        if outcome == "granted":
            hand.work(hand.live())
        else:
            step = hand.live()
            hand.approval.refuse(hand.take(step), step)

    return script


def hand_out(story: Story) -> Moments:
    """Handed over and not evaluated yet."""
    yield from decide("granted")(story)
    yield from story.deliver()
