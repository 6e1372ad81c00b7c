"""One application's life, told act by act through the services of cases.

A story is a generator: it yields the moment at which it goes on, and does its next act when it is resumed, with the
clock set to that moment. Where it stops being resumed the case stays open.
"""

import random
from collections.abc import Collection, Generator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from oneseal.cases import selectors as case_selectors
from oneseal.cases import services as cases
from oneseal.cases.rules.intake import Gap
from oneseal.catalog.rules.content import Material
from oneseal.catalog.rules.situations import Situation, all_questions, resolve
from oneseal.demo import identity_checks, payments
from oneseal.demo.decisions import Approval
from oneseal.demo.files import Shelf
from oneseal.demo.filling import Filler
from oneseal.demo.world import SimApplicant, SimItem, World
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

Moments = Generator[datetime, None, None]
Answered = Generator[datetime, None, bool]
GAPS = (
    ("页面不清晰，公章和日期看不清", "请重新扫描，分辨率不低于300dpi"),
    ("缺少签名", "请由法定代表人（负责人）签名后重新提交"),
    ("地址与营业执照登记的住所不一致", "请核对后更正，或先办理住所变更"),
    ("已超过有效期", "请提交有效期内的文件"),
    ("只有首页，缺后续页", "请补齐全部页面"),
)
QUESTIONS = (
    ("请问我的申请大概什么时候能办好？", "您好，目前正在审查，预计在承诺时限内办结，有进展会短信通知您。"),
    ("材料里的平面图手绘可以吗？", "您好，可以手绘，请标明各区域名称和面积。"),
    ("办好以后可以寄给我吗？", "您好，可以选择免费邮寄，我们已为您备注。"),
    ("现场核查需要我在场吗？", "您好，需要负责人或其委托的人在场，核查前会电话约时间。"),
)
COMMENTS = {
    5: "窗口服务很好，一次就办好了",
    4: "整体不错",
    3: "等的时间有点长",
    2: "让我补了一次材料",
    1: "超过了说好的时间",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and how: the applicant, the channel, the clerk, the way of delivery, what was answered beforehand."""

    applicant: SimApplicant
    channel: str
    clerk: Actor
    delivery: str
    situation: Situation


def cast(world: World, item: SimItem, rng: random.Random) -> Cast:
    """Draw everybody and everything."""
    applicant = world.applicant_for(item, rng)
    channel = _channel(item, applicant, rng)
    clerk = clerk_for(world, channel, rng)
    delivery = rng.choices(["electronic", "pickup", "courier"], [50, 35, 15])[0]
    answers = {question.code: [rng.choice(question.options).code] for question in all_questions(item.content)}
    return Cast(applicant, channel, clerk, delivery, resolve(item.content, answers))


def clerk_for(world: World, channel: str, rng: random.Random) -> Actor:
    """Somebody who receives what comes this way."""
    return world.in_post("town_clerk" if channel == "town" else "window_clerk", rng)


def _channel(item: SimItem, applicant: SimApplicant, rng: random.Random) -> str:
    weights = {"online": 56, "window": 34, "town": 7, "courier": 3}
    if not applicant.citizen.account_id:
        weights.pop("online")
    open_ones = [channel for channel in weights if channel in item.content.channels]
    return rng.choices(open_ones, [weights[c] for c in open_ones])[0]


class Story:
    """The life of one case; its outcome is drawn from `rng` alone. `abandoned`: it stays a draft."""

    def __init__(
        self,
        world: World,
        shelf: Shelf,
        item: SimItem,
        cast: Cast,
        rng: random.Random,
        *,
        abandoned: bool = False,
    ) -> None:
        self.world, self.shelf, self.item, self.rng, self.abandoned = world, shelf, item, rng, abandoned
        self.applicant, self.channel, self.clerk = cast.applicant, cast.channel, cast.clerk
        self.delivery, self.situation = cast.delivery, cast.situation
        self.case_id = 0
        self.held: Mapping[str, object] = {}

    @property
    def citizen(self) -> Actor:
        """The applicant's side."""
        return self.applicant.citizen

    @property
    def typist(self) -> Actor:
        """Who fills in: the citizen online, else the clerk."""
        return self.citizen if self.channel == "online" else self.clerk

    def chance(self, share: float) -> bool:
        """True with this probability."""
        return self.rng.random() < share

    def later(self, low: int, high: int) -> datetime:
        """A moment after so many office minutes from now."""
        return self.world.office_time(clock.now(), self.rng.randint(low, high))

    def run(self) -> Moments:
        """The whole life."""
        self.draft()
        if self.abandoned:
            return
        yield clock.now() + timedelta(minutes=self.rng.randint(4, 50))
        yield from self.from_draft()

    def from_draft(self) -> Moments:
        """From handing in to the end."""
        self.hand_in()
        accepted = yield from self._intake()
        if accepted:
            yield from self._talk()
            yield from self.from_accepted()

    def from_accepted(self) -> Moments:
        """From the first step to the end."""
        decided = yield from Approval(self).run()
        if decided:
            yield from self.from_decided()

    def from_decided(self) -> Moments:
        """Delivery and what the applicant thinks of it."""
        yield from self.deliver()
        yield from self.evaluate()

    def hand_in(self, *, owing: bool = False, committed: bool = False) -> None:
        """Fill in the draft, add the materials, declare, submit.

        `owing`: but for one that may follow; `committed`: but for those that the commitment replaces.
        """
        tolerable = [each.code for each in self.situation.materials if each.tolerable]
        left_out = self.item.content.commitment_replaces if committed else tolerable[:1] if owing else []
        self._complete(left_out)
        self.prove()
        cases.submit_case(
            self.typist, case_id=self.case_id, declared=True, promised=owing, committed=committed
        )

    def prove(self) -> None:
        """Show who one is, as far as the item asks."""
        identity_checks.prove(
            self.typist,
            level=self.item.content.assurance_hand_in,
            applicant_id=self.applicant.id,
            number=self.applicant.person.number,
        )

    def draft(self) -> None:
        """Begin the application."""
        case = cases.start_draft(
            self.typist,
            item_id=self.item.id,
            applicant_id=self.applicant.id,
            answers=self.situation.answers,
            channel=self.channel,
        )
        self.case_id = case.pk

    def _complete(self, left_out: Collection[str] = ()) -> None:
        filler = Filler(self.rng, clock.today(), self.applicant.person, self.applicant.firm)
        data = filler.form(self.situation.schema)
        cases.save_draft(self.typist, case_id=self.case_id, data=data, delivery=self.delivery)
        for material in self._to_bring():
            if material.code not in left_out:
                self.hand_over(material.code, material.name)

    def _to_bring(self) -> list[Material]:
        """What the bureau neither obtains itself nor holds already."""
        asked = [m for m in self.situation.materials if not m.shared_source]
        self.held = case_selectors.held_for(case_selectors.any_case(self.case_id), asked)
        return [m for m in asked if m.code not in self.held]

    def hand_over(self, code: str, name: str) -> None:
        """Hand in one material, as a file or on paper."""
        if self.channel == "online":
            file_id = self.shelf.file_for(self.typist, name, self.rng)
            cases.add_material(self.typist, case_id=self.case_id, code=code, file_id=file_id)
        else:
            cases.add_material(self.typist, case_id=self.case_id, code=code, paper_copies=1, source="window")

    def _intake(self) -> Answered:
        """Until the case is accepted or has ended another way; returns whether it was accepted."""
        quick = self.channel == "window" or self.item.content.handling == "instant"
        fate = self.rng.choices(
            ["accept", "correct", "not_ours", "not_needed", "withdraw", "silence"], [880, 90, 9, 7, 8, 3]
        )[0]
        if fate == "silence":
            return (yield from self._deemed())
        yield self.later(2, 30) if quick else self.later(20, 700)
        if fate == "withdraw":
            cases.withdraw_case(self.typist, case_id=self.case_id, reason="经营计划改变，暂不办理")
            return False
        if fate in {"not_ours", "not_needed"}:
            self._turn_away(fate)
            return False
        handed = [m for m in self.situation.materials if not m.shared_source and m.code not in self.held]
        if fate == "correct" and handed:
            supplied = yield from self._correction(handed)
            if not supplied:
                return False
        cases.accept_case(self.clerk, case_id=self.case_id)
        return True

    def _deemed(self) -> Answered:
        """Nobody answers for five working days: the night job counts it as accepted (LIC-2)."""
        day = self.world.workday_after(clock.today(), 6)
        yield datetime.combine(day, time(1, 30), clock.LOCAL)
        return cases.deem_accepted(case_id=self.case_id)

    def _turn_away(self, fate: str) -> None:
        basis = "《中华人民共和国行政许可法》第三十二条"
        if fate == "not_ours":
            cases.declare_not_ours(
                self.world.in_post(f"{self.item.content.business_line}_head", self.rng),
                case_id=self.case_id,
                reason="申请地点不在本市行政区域内，不属于本局职权范围",
                basis=basis,
                authority="云州市行政审批局",
            )
        else:
            cases.declare_not_needed(
                self.world.in_post(f"{self.item.content.business_line}_head", self.rng),
                case_id=self.case_id,
                reason="申请的活动依法不需要取得许可，可以直接开展",
                basis=basis,
            )

    def _correction(self, handed: list[Material]) -> Answered:
        wrong = self.rng.sample(handed, min(len(handed), self.rng.randint(1, 2)))
        gaps = [Gap(m.code, *self.rng.choice(GAPS)) for m in wrong]
        cases.request_correction(self.clerk, case_id=self.case_id, gaps=gaps, correct_within=15)
        if self.chance(0.07):
            day = self.world.workday_after(clock.today(), 16)
            yield datetime.combine(day, time(1, 40), clock.LOCAL)
            cases.lapse_correction(case_id=self.case_id)
            return False
        yield self.later(200, 2600)
        for material in wrong:
            self.hand_over(material.code, material.name)
        self.prove()
        cases.supply_correction(self.typist, case_id=self.case_id)
        yield self.later(10, 300)
        return True

    def _talk(self) -> Moments:
        """Now and then the applicant asks something and gets an answer."""
        if self.channel == "online" and self.chance(0.09):
            question, answer = self.rng.choice(QUESTIONS)
            yield self.later(30, 300)
            cases.send_message(self.citizen, case_id=self.case_id, text=question)
            yield self.later(10, 200)
            cases.send_message(self.clerk, case_id=self.case_id, text=answer)

    def deliver(self) -> Moments:
        """Electronic results go at once, after what is owed was paid; others wait on the shelf or travel."""
        if self.item.content.fees:
            payments.pay(self.citizen, self.case_id)
        if self.delivery == "electronic":
            yield clock.now() + timedelta(minutes=1)
            cases.deliver_electronically(case_id=self.case_id)
            return
        yield self.later(30, 400)
        pickup_code = self.make_ready()
        yield self.later(200, 2400)
        person = self.applicant.person
        cases.deliver_case(
            self.world.in_post("delivery_clerk", self.rng),
            case_id=self.case_id,
            recipient=person.name,
            pickup_code=pickup_code,
            identifier=person.number,
        )

    def make_ready(self) -> str:
        """Put the result on the shelf or hand it to the courier; returns the pick-up code."""
        serial = self.rng.randint(10**8, 10**9 - 1)
        delivery = cases.ready_result(
            self.world.in_post("delivery_clerk", self.rng),
            case_id=self.case_id,
            shelf=f"{self.rng.choice('ABCD')}-{self.rng.randint(1, 40)}",
            courier="邮政特快专递" if self.delivery == "courier" else "",
            courier_number=f"YL{serial}CN" if self.delivery == "courier" else "",
        )
        return delivery.pickup_code

    def evaluate(self) -> Moments:
        """Six in ten judge; the others are counted as default when the time is over (EVA-5)."""
        if not self.chance(0.62):
            day = self.world.workday_after(clock.today(), 31)
            yield datetime.combine(day, time(2), clock.LOCAL)
            cases.count_default_evaluation(case_id=self.case_id)
            return
        yield clock.now() + timedelta(minutes=self.rng.randint(10, 5000))
        level = self.rng.choices([5, 4, 3, 2, 1], [860, 104, 24, 8, 4])[0]
        names = ("efficiency", "guide") if self.channel == "online" else ("efficiency", "attitude")
        tags = {5: ["one_trip"], 4: ["fast"], 3: ["wait"], 2: ["many_trips"], 1: ["late"]}[level]
        cases.evaluate_case(
            self.citizen,
            case_id=self.case_id,
            level=level,
            scores=dict.fromkeys(names, level),
            tags=tags if self.chance(0.5) else [],
            comment=COMMENTS[level] if self.chance(0.3) else "",
        )
        if level <= 2:
            yield from self._put_right()

    def _put_right(self) -> Moments:
        """The supervisor calls on the next working day; most complaints are put right, some are rated again."""
        watcher = self.world.actors[self.world.holders["supervisor"][0]]
        waiting = case_selectors.visible_negatives(watcher).get(case=self.case_id)
        yield datetime.combine(waiting.contact_by, time(10), clock.LOCAL)
        cases.contact_evaluator(
            watcher,
            rectification_id=waiting.pk,
            note="电话联系申请人，情况属实，已致歉。",
            founded=True,
        )
        yield self.later(2000, 9000)
        cases.rectify_evaluation(
            watcher, rectification_id=waiting.pk, remedy="已对科室提出改进要求，补正事项改为一次性书面告知。"
        )
        if self.chance(0.5):
            yield self.later(300, 3000)
            cases.evaluate_case(self.citizen, case_id=self.case_id, level=4, tags=["fast"])
