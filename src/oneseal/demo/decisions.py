"""The part of a story between acceptance and decision: steps taken, passed, returned, suspended, decided, signed."""

from collections.abc import Generator
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from oneseal.cases import selectors, services
from oneseal.catalog.rules.content import ReviewPoint, Step
from oneseal.demo import surveying
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

if TYPE_CHECKING:
    from oneseal.demo.stories import Story

Moments = Generator[datetime, None, bool]
DAY = 390
"""Office minutes of a working day."""
OPINIONS = ("材料齐全，符合法定形式，建议准予", "经核查符合条件", "同意", "情况属实，建议通过")
PROCEDURES = {"expert_review": ("expert_review", "组织专家评审"), "testing": ("testing", "委托检验检测")}
FINDINGS = ("现场核查时仍未达到，限期内未能整改", "提交的材料不能证明具备该条件", "经核实与实际情况不符")


class Approval:
    """Plays the steps of one accepted case."""

    def __init__(self, story: "Story") -> None:
        self.story, self.rng, self.world = story, story.rng, story.world
        self.content = story.item.content
        self.planned = {step.key: step for step in story.situation.steps}
        self.instant = self.content.handling == "instant"
        self.surveyors = selectors.surveyors_of(story.case_id)
        self.returned = self.handed_over = False

    def run(self) -> Moments:
        """Until the last signature; returns whether it was decided."""
        fate = self.rng.random()
        if not self.instant and fate < 0.012:
            yield from self._end_early(withdraw=fate < 0.01)
            return False
        extended = not self.instant and self.rng.random() < 0.012
        while steps := selectors.live_steps(self.story.case_id):
            step = self.rng.choice(steps)
            done = yield from self._work(step)
            if not done:
                return False
            if extended:
                extended = False
                yield from self._extend(step)
        return True

    def _work(self, step: Any) -> Moments:
        """Take a step and do it. Returns False where nobody can, or whoever took it is away meanwhile."""
        actor = self.worker(step)
        if actor is None:
            return False
        yield self.story.later(*self._wait(step.days, 0.05, 0.5))
        if step.state == "open":
            services.take_step(actor, step_id=step.pk)
        self.took(actor, step)
        if step.kind in PROCEDURES and self.rng.random() < 0.75:
            yield from self._suspend(actor, step)
        yield self.story.later(*self._wait(step.days, 0.05, 0.45))
        if self.world.is_away(actor.staff_id):
            return False
        if step.kind == "decision":
            self._decide(actor, step)
        elif step.kind == "survey" and step.origin in {"plan", "second"}:
            return self.survey(actor, step)
        elif not self._detour(actor, step):
            self.pass_step(actor, step)
        return True

    def took(self, actor: Actor, step: Any) -> None:
        """Remember who surveys: the second surveyor must be somebody else."""
        if step.kind == "survey":
            self.surveyors.add(actor.staff_id)

    def survey(self, actor: Actor, step: Any, *, sign: bool = True) -> bool:
        """Two look at the place; False where nobody can come along."""
        but = frozenset({actor.staff_id, self.story.clerk.staff_id})
        second = self.world.staff_of(step.post_id, self.rng, but=but)
        first = next(
            s for s in selectors.live_steps(self.story.case_id) if s.kind == "survey" and s.origin == "plan"
        )
        if second is None:
            return False
        points = self._points(self.planned.get(first.key))
        visit = surveying.survey(actor, second, first, points, seen=self.rng.choice(surveying.SEEN))
        if sign:
            surveying.sign(second, visit)
        return True

    def worker(self, step: Any) -> Actor | None:
        """Who does a step: its holder, else somebody of its post who may."""
        if step.holder_id:
            return self.world.actors.get(step.holder_id)
        but = frozenset({self.story.clerk.staff_id} | (self.surveyors if step.kind == "survey" else set()))
        return self.world.staff_of(step.post_id, self.rng, but=but)

    def _wait(self, days: int, low: float, high: float) -> tuple[int, int]:
        """Office minutes for a part of a step's internal limit; one step in thirty drags on."""
        if self.instant:
            return 1, 9
        slow = 5 if self.rng.random() < 0.03 else 1
        span = max(days, 1) * DAY * slow
        return int(span * low), int(span * high)

    def _suspend(self, actor: Actor, step: Any) -> Generator[datetime, None, None]:
        """One of the eight procedures that stop the clock (LIC-13); the applicant is told how long."""
        procedure, what = PROCEDURES[step.kind]
        special = self.content.special_procedures
        procedure = next((p for p in special if p in {"inspection", "quarantine", "appraisal"}), procedure)
        days = max(step.days, 2)
        services.suspend_clock(
            actor,
            case_id=self.story.case_id,
            procedure=procedure,
            explanation=f"{what}（{step.name}），所需时间不计入办理期限",
            expected_days=days,
        )
        day = self.world.workday_after(clock.today(), self.rng.randint(1, days + 1))
        yield datetime.combine(day, time(10, self.rng.randint(0, 59)), clock.LOCAL)
        services.resume_clock(actor, case_id=self.story.case_id, result=f"{step.name}已完成，结论为合格")

    def _detour(self, actor: Actor, step: Any) -> bool:
        """Now and then a step goes back, or to a colleague. Returns whether it did."""
        draw = self.rng.random()
        if draw < 0.02 and step.after and not self.returned and step.origin == "plan":
            self.returned = True
            opinion = "上一环节的核查记录缺少照片和签名，请补充后再报"
            services.return_step(actor, step_id=step.pk, target=step.after[0], opinion=opinion)
            return True
        if draw > 0.985 and step.post_id and not self.handed_over and step.kind != "survey":
            but = frozenset({actor.staff_id, self.story.clerk.staff_id})
            other = self.world.staff_of(step.post_id, self.rng, but=but)
            if other is not None:
                self.handed_over = True
                opinion = "本人明日外出培训，请代为办理"
                services.transfer_step(actor, step_id=step.pk, to_staff_id=other.staff_id, opinion=opinion)
                return True
        return False

    def pass_step(self, actor: Actor, step: Any) -> None:
        """Pass it with an opinion and values that meet its points."""
        plan = self.planned.get(step.parent or step.key)
        services.pass_step(
            actor, step_id=step.pk, opinion=self.rng.choice(OPINIONS), points=self._points(plan)
        )

    def _points(self, plan: Step | None) -> dict[str, object]:
        return {point.code: self._answer(point) for point in plan.review_points} if plan else {}

    def _answer(self, point: ReviewPoint) -> object:
        """A value that meets the point."""
        if point.kind != "numeric":
            return True
        low = point.minimum if point.minimum is not None else 0.0
        high = point.maximum if point.maximum is not None else low * 2 + 1
        return round(self.rng.uniform(low + (high - low) * 0.1, high - (high - low) * 0.1), 2)

    def _decide(self, actor: Actor, step: Any) -> None:
        if self.rng.random() >= (0.006 if self.instant else 0.035):
            services.decide_case(
                actor, step_id=step.pk, outcome="granted", criteria=self.content.conditions, opinion="同意"
            )
            return
        self.refuse(actor, step)

    def refuse(self, actor: Actor, step: Any) -> None:
        """Refuse, with a condition that is not met and the law behind it."""
        condition, ground = self.rng.choice(self.content.conditions), self.content.basis[0]
        services.decide_case(
            actor,
            step_id=step.pk,
            outcome="refused",
            reasons=[f"申请不符合“{condition}”：{self.rng.choice(FINDINGS)}"],
            basis=[f"《{ground.law}》{ground.article}".replace("《《", "《").replace("》》", "》")],
        )

    def _extend(self, step: Any) -> Generator[datetime, None, None]:
        """Ten more working days, asked by a reviewer and approved by the head (LIC-10)."""
        if not selectors.live_steps(self.story.case_id):
            return
        asker = self.world.in_post(f"{self.content.business_line}_reviewer", self.rng)
        yield self.story.later(5, 60)
        extension = services.request_extension(
            asker, case_id=self.story.case_id, days=5, reason="涉及多个部门，情况复杂，需进一步核实"
        )
        yield self.story.later(20, 200)
        head = self.world.in_post("bureau_head", self.rng)
        services.decide_extension(head, extension_id=extension.pk, approve=True, comment="同意延期")

    def _end_early(self, *, withdraw: bool) -> Generator[datetime, None, None]:
        yield self.story.later(100, 900)
        if withdraw:
            reason = "项目调整，撤回申请"
            services.withdraw_case(self.story.typist, case_id=self.story.case_id, reason=reason)
            return
        head = self.world.in_post(f"{self.content.business_line}_head", self.rng)
        services.terminate_case(
            head,
            case_id=self.story.case_id,
            reason="申请人已注销，申请事项已无继续办理的必要",
            basis="行政许可法第七十条",
        )
