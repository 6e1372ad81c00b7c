"""What becomes of promises: materials owed that come or do not, commitments checked, mended, annulled."""

from datetime import datetime, time

from oneseal.cases import services
from oneseal.demo.scripts import accept_owing, decide_on_commitment, found_false
from oneseal.demo.stories import Moments, Story
from oneseal.foundation import clock
from oneseal.kernel.access import Actor


def supply(story: Story) -> Moments:
    """What was owed came two days later; the review goes on."""
    yield from accept_owing(story)
    yield story.later(500, 700)
    for material in story.situation.materials:
        if material.tolerable and material.code not in story.held:
            story.hand_over(material.code, material.name)
            break
    services.supply_owed(story.typist, case_id=story.case_id)


def let_lapse(story: Story) -> Moments:
    """What was owed did not come: withdrawn, as promised."""
    yield from accept_owing(story)
    day = story.world.workday_after(clock.today(), 6)
    yield datetime.combine(day, time(0, 20), clock.LOCAL)
    services.lapse_tolerance(case_id=story.case_id)


def found_true(story: Story) -> Moments:
    """The check after the decision found everything as it had been promised."""
    yield from decide_on_commitment(story)
    yield story.later(400, 600)
    finding = "到场所核查，面积和布局与承诺一致，抽查两名工作人员证书属实。"
    services.check_commitment(_checker(story), case_id=story.case_id, met=True, finding=finding)


def mend(story: Story) -> Moments:
    """Found false, mended in time: the licence stays."""
    yield from found_false(story)
    yield story.later(500, 700)
    note = "复查时场所已装修完毕，书架、收银设施齐全，与承诺一致。"
    services.confirm_mended(_checker(story), case_id=story.case_id, note=note)


def annul(story: Story) -> Moments:
    """Found false, not mended by the day of the order: annulled and recorded."""
    yield from decide_on_commitment(story)
    yield from story.deliver()
    yield story.later(60, 90)
    finding = "承诺的经营地址为居民住宅，现场没有经营场所。"
    services.check_commitment(
        _checker(story), case_id=story.case_id, met=False, finding=finding, fix_within=3
    )
    yield datetime.combine(story.world.workday_after(clock.today(), 5), time(10, 20), clock.LOCAL)
    head = story.world.in_post(f"{story.item.content.business_line}_head", story.rng)
    reason = "责令整改期满，两次到场均未改正，取得许可时的承诺不实。"
    services.revoke_for_commitment(head, case_id=story.case_id, reason=reason)


def _checker(story: Story) -> Actor:
    return story.world.in_post(f"{story.item.content.business_line}_reviewer", story.rng)
