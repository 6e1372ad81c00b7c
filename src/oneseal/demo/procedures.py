"""Special procedures of the demonstration: the pool of experts, quotas, and what happens in each scene (README.md)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile

from oneseal.cases import services as cases
from oneseal.cases.selectors import access_case
from oneseal.catalog import selectors as catalog
from oneseal.demo.examinations import announce
from oneseal.demo.files import sample
from oneseal.demo.scripts import Hand, Script, accept, receive, take
from oneseal.demo.stories import Moments, Story
from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.procedures import selectors, services

ActorInPost = Callable[[int, str, int], Actor]
EXPERTS = {
    "食品安全": (
        "陶渊|云州大学食品学院|教授",
        "谷雨|省食品检验研究院|高级工程师",
        "霍云山|市疾病预防控制中心|主任医师",
    ),
    "危险化学品": (
        "尚志高|省安全生产科学研究院|研究员",
        "牛一凡|云州化工职业学院|副教授",
        "岳鹏|云江石化设计院|正高级工程师",
        "纪红|省应急管理专家服务中心|高级工程师",
        "成刚|云州市消防协会|高级工程师",
    ),
    "学前教育": (
        "黎明月|云州师范学院|教授",
        "施慧|省实验幼儿园|正高级教师",
        "章亦可|市教育科学研究所|研究员",
    ),
}
PLACE = "云岭市行政审批局三楼听证室"


def load_procedures(bureau_id: int, post: ActorInPost) -> int:
    """The pool of experts and two quotas where the bureau has none yet; returns how many experts were entered."""
    if selectors.experts(bureau_id).exists():
        return 0
    keeper, today, made = post(bureau_id, "item_keeper", 0), clock.today(), 0
    for field, people in EXPERTS.items():
        for person in people:
            name, unit, title = person.split("|")
            services.enter_expert(
                keeper,
                name=name,
                field=field,
                unit=unit,
                title=title,
                valid_until=today + timedelta(days=400 + 40 * made),
            )
            made += 1
    items = dict(catalog.visible_items(keeper).values_list("code", "pk"))
    for slug, said in _quotas(today):
        if item := items.get(slug):
            quota = services.set_quota(keeper, item_id=item, **said)
            if said["first"] > today:
                announce(keeper, quota.pk, today)
    return made


def _quotas(today: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """A limit by order of acceptance for the year, one by score for a season."""
    year = {"first": date(today.year, 1, 1), "last": date(today.year, 12, 31)}
    yield "tobacco_retail", year | {"name": f"{today.year}年度零售点", "places": 400, "way": "order"}
    season = {"first": today - timedelta(days=30), "last": today + timedelta(days=60)}
    yield (
        "firework_retail",
        season | {"name": "今冬明春零售网点", "places": 2, "way": "score", "pass_mark": 6000},
    )
    coming = {"first": today + timedelta(days=61), "last": today + timedelta(days=150)}
    yield (
        "firework_retail",
        coming | {"name": "元宵以后零售网点", "places": 3, "way": "score", "pass_mark": 6000},
    )


def _officer(story: Story) -> Actor:
    """Who has the case in hand."""
    return story.world.actors[Hand(story).live().holder_id]


def _post(story: Story, code: str) -> Actor:
    return story.world.actors[story.world.holders[code][0]]


def _row(story: Story) -> Any:
    return selectors.proceedings_of(story.case_id)[-1]


def _people(row: Any, role: str) -> list[Any]:
    return list(row.members.filter(role=role).exclude(state="recused"))


HEARING = ("told", "asked", "convened", "challenged", "minuted", "decided")


def hearing(until: str, *, question: str) -> Script:
    """A hearing up to one of the points of HEARING."""

    def script(story: Story) -> Moments:
        wanted = HEARING[1 : HEARING.index(until) + 1]
        yield from take("review")(story)
        yield story.later(60, 200)
        services.tell_hearing_right(_officer(story), case_id=story.case_id, question=question)
        for point, act in _HEARING.items():
            if point in wanted:
                yield from act(story)
        if until == "decided":
            yield from _to_the_end(story)

    return script


def _ask(story: Story) -> Moments:
    yield story.later(200, 380)
    told = next(each.told_uid for each in selectors.all_of(story.citizen, story.case_id) if each.told_uid)
    services.ask_hearing(
        story.citizen, uid=told, reason="住户反映的油烟问题已经整改，请求当面说明并出示检测报告。"
    )


def _convene(story: Story) -> Moments:
    yield story.later(60, 120)
    day = story.world.workday_after(clock.today(), 8)
    services.convene_hearing(
        _officer(story),
        proceeding_id=_row(story).pk,
        held_at=datetime.combine(day, time(9, 30), clock.LOCAL),
        place=PLACE,
        presider=_post(story, "item_keeper").staff_id,
        recorder=_post(story, "coordinator").staff_id,
    )


def _challenge(story: Story) -> Moments:
    yield story.later(400, 700)
    told = _people(_row(story), "told")[0]
    services.challenge_presider(story.citizen, uid=told.uid, reason="主持人与反映问题的住户是亲属。")


def _hold(story: Story) -> Moments:
    row = _row(story)
    yield story.later(60, 200)
    services.rule_on_challenge(
        _post(story, "bureau_head"),
        proceeding_id=row.pk,
        granted=False,
        reason="经核实，主持人与该住户没有亲属关系，与本件没有利害关系。",
    )
    yield row.held_at + timedelta(hours=2)
    presider = _post(story, "item_keeper")
    services.take_minutes(
        presider,
        proceeding_id=row.pk,
        text="审查人员说明拟作决定的依据：住户反映油烟、噪声扰民。\n"
        "申请人申辩：已加装油烟净化设备，出示检测报告，排放符合标准。\n"
        "利害关系人陈述：要求晚上十点后停止使用排烟设备。\n申请人当场承诺按此执行。",
        people=f"{story.applicant.person.name}，申请人\n{_officer(story).name}，审查人员\n李大山，楼上住户",
    )
    services.sign_minutes(presider, proceeding_id=row.pk)


def _close(story: Story) -> Moments:
    yield story.later(10, 30)
    row, presider, recorder = _row(story), _post(story, "item_keeper"), _post(story, "coordinator")
    services.sign_minutes(recorder, proceeding_id=row.pk)
    for member in _people(row, "participant"):
        services.sign_minutes(recorder, proceeding_id=row.pk, member_id=member.pk)
    services.close_hearing(presider, proceeding_id=row.pk)


_HEARING: dict[str, Callable[[Story], Moments]] = {
    "asked": _ask,
    "convened": _convene,
    "challenged": _challenge,
    "minuted": _hold,
    "decided": _close,
}


def _to_the_end(story: Story) -> Moments:
    """The remaining steps, to the decision and its signature."""
    hand = Hand(story)
    held = hand.live("review")
    yield story.later(20, 60)
    hand.approval.pass_step(_officer(story), held)
    while (step := hand.live()) is not None:
        yield story.later(10, 40)
        hand.work(step)


def third_parties(story: Story) -> Moments:
    """Two neighbours were told; one has stated their view."""
    yield from take("review")(story)
    yield story.later(60, 200)
    officer = _officer(story)
    row = services.name_third_parties(
        officer,
        case_id=story.case_id,
        question="场所与住宅同楼，营业时的噪声和人流影响相邻住户的居住。",
        people="李大山，城关街道环城路12号202室\n王小花，城关街道环城路12号302室",
    )
    yield story.later(200, 380)
    services.hear_party(
        officer,
        proceeding_id=row.pk,
        member_id=_people(row, "third_party")[0].pk,
        statement="不反对开业，要求做好隔音，晚上十点后不营业。",
    )


def expert_review(field: str, question: str, opinions: Sequence[str]) -> Script:
    """A panel was drawn, one expert recused; these opinions came in. With all three it is concluded."""

    def script(story: Story) -> Moments:
        yield from take("review")(story)
        yield story.later(60, 200)
        officer = _officer(story)
        row = services.draw_panel(
            officer,
            case_id=story.case_id,
            question=question,
            field=field,
            size=3,
            expected_days=10,
            seed=f"{story.rng.getrandbits(64):016x}",
        )
        if len(EXPERTS[field]) > 3:
            yield story.later(100, 200)
            services.recuse_expert(
                officer,
                proceeding_id=row.pk,
                member_id=_people(row, "expert")[0].pk,
                reason="曾为申请人编制过评价报告。",
            )
        yield from _opinions(story, row, opinions)
        if len(opinions) == 3:
            yield story.later(60, 120)
            services.conclude_review(
                officer, proceeding_id=row.pk, summary="多数专家认为符合条件；采纳关于应急物资的建议。"
            )

    return script


def _opinions(story: Story, row: Any, verdicts: Sequence[str]) -> Moments:
    """The experts' signed opinions, one after another."""
    for verdict in verdicts:
        yield story.later(200, 380)
        waiting = next(each for each in _people(row, "expert") if each.signed_at is None)
        services.enter_opinion(
            _officer(story),
            proceeding_id=row.pk,
            member_id=waiting.pk,
            verdict=verdict,
            opinion="评价报告结论可信，安全距离和应急措施符合标准。"
            if verdict == "fit"
            else "应急物资配备数量不足，建议补充后再评。",
        )


def test(procedure: str, institution: str, question: str, *, report: bool) -> Script:
    """A test was ordered; with `report` it came back fit."""

    def script(story: Story) -> Moments:
        yield from take("review")(story)
        yield story.later(60, 200)
        officer = _officer(story)
        row = services.order_test(
            officer,
            case_id=story.case_id,
            procedure=procedure,
            institution=institution,
            question=question,
            inspectors=f"汪洋，{institution}\n孔维，{institution}",
            expected_days=5,
        )
        if report:
            yield story.later(800, 1100)
            services.report_test(
                officer,
                proceeding_id=row.pk,
                verdict="fit",
                text="检测项目全部合格，报告编号云检字第0318号。",
                file=ContentFile(sample("pdf"), name="检测报告.pdf"),
            )

    return script


def first_review(*, sent: bool) -> Script:
    """The county's lower level examines first; with `sent` its opinion and all materials came up."""

    def script(story: Story) -> Moments:
        yield from receive(story)
        yield story.later(10, 30)
        row = services.receive_first_review(
            story.clerk,
            case_id=story.case_id,
            institution="白鹭镇人民政府",
            received_on=clock.today(),
            question="核对场地权属和周边情况",
        )
        if sent:
            yield story.later(800, 1200)
            services.send_first_review(
                story.clerk,
                proceeding_id=row.pk,
                verdict="fit",
                text="场地权属清楚，周边群众没有意见，同意上报。",
            )
            yield story.later(10, 30)
            cases.accept_case(story.clerk, case_id=story.case_id)

    return script


def joint_review(until: str, *, question: str) -> Script:
    """A difficult case: asked, convened, or gone up to the bureau's review, whose result binds the decision."""

    def script(story: Story) -> Moments:
        yield from accept(story)
        yield from Hand(story).until("decision")
        yield story.later(10, 30)
        hand = Hand(story)
        step = hand.live("decision")
        head = hand.take(step)
        services.ask_joint_review(head, step_id=step.pk, question=question)
        if until == "asked":
            return
        line = story.item.content.business_line
        invited = [_post(story, f"{line}_reviewer"), _post(story, "item_keeper")]
        yield from _meeting(story, head, invited, "" if until == "convened" else "upward")
        if until == "decided":
            deputy = _post(story, "deputy_head")
            yield from _meeting(story, deputy, [head, _post(story, "item_keeper")], "granted")
            yield story.later(30, 60)
            hand.finish(head, step)

    return script


def _meeting(story: Story, chair: Actor, invited: list[Actor], result: str) -> Moments:
    """Convened for the next working day; with a result held, signed by everybody, its minutes issued."""
    yield story.later(20, 60)
    row = _row(story)
    day = story.world.workday_after(clock.today(), 1)
    services.convene_joint_review(
        chair,
        proceeding_id=row.pk,
        held_at=datetime.combine(day, time(15), clock.LOCAL),
        place="云岭市行政审批局二楼会议室",
        agenda="1. 承办人汇报案情和分歧；2. 政策法规科说明适用的条款；3. 讨论形成结论。",
        invited=[each.staff_id for each in invited],
    )
    yield story.later(10, 30)
    services.answer_invitation(invited[0], proceeding_id=row.pk, coming=True)
    if not result:
        return
    yield datetime.combine(day, time(16), clock.LOCAL)
    text = "与会人员认为：条款适用存在两种理解，应当由局级会审统一口径。"
    if result == "granted":
        text = "会议一致认为：现有材料证明符合法定条件，应当准予，并在决定中写明经营要求。"
    services.minute_joint_review(chair, proceeding_id=row.pk, text=text, result=result)
    for each in (chair, *invited):
        services.sign_joint_review(each, proceeding_id=row.pk)
    services.close_joint_review(chair, proceeding_id=row.pk)


def scored(points: int, *, granted: bool = False) -> Script:
    """A licence that goes by score: the mark in hundredths is entered; the best one is granted."""

    def script(story: Story) -> Moments:
        yield from accept(story)
        yield story.later(10, 30)
        keeper = _post(story, "item_keeper")
        today = clock.today()
        quota = next(
            q for q in selectors.public_quotas() if q.item_id == story.item.id and q.first <= today <= q.last
        )
        number = access_case(story.clerk, story.case_id).number
        services.record_entry(keeper, quota_id=quota.pk, number=number, points=points)
        if granted:
            hand = Hand(story)
            while (step := hand.live()) is not None:
                yield story.later(20, 60)
                hand.work(step)

    return script
