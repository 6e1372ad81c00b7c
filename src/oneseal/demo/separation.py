"""Scenes of the bureau's inner separation: papers from hand to hand, meetings with applicants (inventory 3.6–3.8, 3.24)."""

import random
from datetime import datetime, time, timedelta

from oneseal.cases import selectors
from oneseal.cases import services as cases
from oneseal.demo import scripts
from oneseal.demo.scripts import Hand
from oneseal.demo.stories import Moments, Story
from oneseal.foundation import clock
from oneseal.hall import services
from oneseal.hall.selectors import handovers_of, standing_approvers
from oneseal.kernel.access import Actor


def _post(story: Story, post: str) -> Actor:
    return story.world.in_post(f"{story.item.content.business_line}_{post}", story.rng)


def hand_papers(story: Story) -> Moments:
    """Accepted; the window gave the papers to the examining section, which has to sign for them."""
    yield from scripts.accept(story)
    yield story.later(10, 30)
    case = selectors.any_case(story.case_id)
    lines = [(material.name, 1) for material in story.situation.materials]
    services.hand_over(story.clerk, case_id=case.pk, receiver=case.section_id, lines=lines)


def receive_papers(story: Story) -> Moments:
    """The examining section signed for them and began."""
    yield from hand_papers(story)
    yield story.later(10, 30)
    reviewer = _post(story, "reviewer")
    waiting = handovers_of(story.case_id)[0]
    services.receive_papers(reviewer, handover_id=waiting.pk)
    hand = Hand(story)
    hand.take(hand.live("review"))


def ask_to_meet(story: Story) -> Moments:
    """Under review; the reviewer wants to meet the applicant on the next working day."""
    yield from scripts.take("review")(story)
    yield story.later(10, 30)
    _ask(story)


def _ask(story: Story) -> int:
    day = story.world.workday_after(clock.today(), 2)
    plan = services.Plan(
        visitors="申请人（带设计单位人员）",
        reason="图纸与现场照片尺寸不一致，需要当面对照原件核对",
        room="业务洽谈室2号",
        starts_at=datetime.combine(day, time(10), clock.LOCAL),
        second=_post(story, "head").staff_id,
    )
    return services.ask_to_meet(_post(story, "reviewer"), case_id=story.case_id, plan=plan).pk


def meet(story: Story) -> Moments:
    """The meeting was approved by a deputy head and took place; its minutes are kept."""
    yield from scripts.take("review")(story)
    yield story.later(10, 30)
    meeting = _ask(story)
    yield story.later(20, 60)
    deputy = story.world.in_post("deputy_head", story.rng)
    services.answer_meeting(deputy, meeting_id=meeting, approve=True, answer="同意，两人在场，全程记录")
    day = story.world.workday_after(clock.today(), 2)
    yield datetime.combine(day, time(11), clock.LOCAL) + timedelta(minutes=5)
    services.write_minutes(
        _post(story, "head"),
        meeting_id=meeting,
        minutes="对照原件核对了图纸尺寸，现场照片为旧照；申请人当天重新拍照上传。没有涉及审批结论。",
    )


def unfiled_contact(story: Story) -> Moments:
    """Under review; the supervisor recorded a contact that nobody had approved."""
    yield from scripts.take("review")(story)
    yield story.later(60, 90)
    services.record_contact(
        story.world.in_post("supervisor", story.rng),
        case_id=story.case_id,
        staff=_post(story, "reviewer").staff_id,
        met_at=clock.now() - timedelta(minutes=20),
        found="巡查时发现在大厅门口与申请人单独交谈，事前没有备案；已当面提醒并要求书面说明。",
    )


def take_in_alone(story: Story) -> Moments:
    """A solo approver took it in and has it in hand."""
    yield from scripts.receive(story)
    yield story.later(5, 20)
    services.begin_solo(_approver(story), case_id=story.case_id)


def decide_alone(story: Story) -> Moments:
    """A solo approver took it in and granted it within minutes; it was drawn for the check."""
    yield from take_in_alone(story)
    yield clock.now() + timedelta(minutes=6)
    hand = Hand(story)
    step = hand.live()
    cases.decide_case(
        _approver(story),
        step_id=step.pk,
        outcome="granted",
        criteria=story.item.content.conditions,
        opinion="材料齐全，符合条件",
    )
    case = selectors.any_case(story.case_id)
    month = clock.today().replace(day=1)
    services.draw_sample(case.bureau_id, month=month, seed=f"demo{month:%Y%m}")


def leave_for_doubt(story: Story) -> Moments:
    """A solo approver had a doubt: back in the normal flow."""
    yield from take_in_alone(story)
    yield clock.now() + timedelta(minutes=4)
    services.leave_solo(
        _approver(story), case_id=story.case_id, reason="经营者签名与身份证件签名不一致，需要核实"
    )


def _approver(story: Story) -> Actor:
    """Whoever is appointed for the section; the deputy of the demonstration appoints them when they are first needed."""
    line = story.item.content.business_line
    found = story.world.in_post(f"{line}_reviewer", random.Random(line))  # noqa: S311
    if not standing_approvers().filter(staff=found.staff_id).exists():
        today = clock.today()
        services.appoint_solo(
            story.world.in_post("bureau_head", story.rng),
            staff=found.staff_id,
            certificate=f"云独审〔2026〕{found.staff_id:03}号",
            from_on=today,
            to_on=today + timedelta(days=730),
        )
    return found
