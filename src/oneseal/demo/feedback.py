"""What visitors of the demonstration said: visits judged, complaints handled, signs of pressure, surveys, the ledger."""

from datetime import date, datetime, time, timedelta

from oneseal.cases import selectors as cases_read
from oneseal.cases import services as cases
from oneseal.demo.advance import ActorInPost
from oneseal.feedback import selectors, services
from oneseal.feedback.services import Served, Source
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

HALL = "云岭市政务服务大厅"
TITLES = ("企业开办", "社保办理", "工程建设", "不动产登记")
LEVELS = (5, 5, 4, 5, 5, 3, 5, 4, 5, 5, 2, 5, 5, 5, 1, 4)
TAGS = {5: ["patient"], 4: ["fast"], 3: ["wait"], 2: ["unclear"], 1: ["rude"]}
OUTSIDE = 10**9
"""Subjects of visits before the queue kept tickets."""
ISSUES = (
    ("inspection", "个别事项指南没有写明咨询电话", 12, "指南已补写咨询电话，编号第3版已发布"),
    ("self_check", "午间值班窗口标识不清", 9, ""),
    ("survey", "企业反映建设类事项要跑多个科室", 60, ""),
)


def load_feedback(bureau_id: int, post: ActorInPost) -> int:
    """Play it where nothing was said yet; tells how many visits were judged."""
    keeper = post(bureau_id, "coordinator", 0)
    if selectors.visible_issues(keeper).exists():
        return 0
    clerks = [post(bureau_id, "window_clerk", place) for place in (0, 1)]
    today = clock.today()
    for place, level in enumerate(LEVELS):
        _visit(bureau_id, clerks, place, level, _at(today - timedelta(days=18 - place), 10, 5 * place))
    _burst(bureau_id, clerks[0], _at(today - timedelta(days=2), 11, 20))
    _handle(post(bureau_id, "supervisor", 0), today)
    _surveys(keeper, today)
    _ledger(keeper, today)
    return len(LEVELS) + 3


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute % 60), clock.LOCAL)


def _visit(
    bureau_id: int, clerks: list[Actor], place: int, level: int, ended: datetime, seconds: int = 90
) -> None:
    clerk = clerks[place % len(clerks)]
    with clock.at(ended):
        row = services.invite(
            Served(
                kind="visit",
                id=OUTSIDE + place,
                bureau_id=bureau_id,
                section_id=min(clerk.sections),
                title=TITLES[place % len(TITLES)],
                place=HALL,
                window=str(1 + place % len(clerks)),
                judged=[clerk.staff_id],
                ended_at=ended,
            )
        )
    with clock.at(ended + timedelta(seconds=seconds)):
        source = Source("tablet" if place % 3 else "phone", f"demo-{place}")
        services.evaluate(Actor(), source, invitation_id=row.pk, level=level, tags=TAGS[level])


def _burst(bureau_id: int, clerk: Actor, first: datetime) -> None:
    """Three of one window within seconds of their ends."""
    for place in range(3):
        ended = first + timedelta(minutes=6 * place)
        _visit(bureau_id, [clerk], 100 + place, 5, ended, seconds=2)


def _handle(supervisor: Actor, today: date) -> None:
    """The older complaint was called back and put right, the newer one waits."""
    row = cases_read.visible_negatives(supervisor).filter(case=None).order_by("id").first()
    if row is None:
        return
    with clock.at(_at(today - timedelta(days=6), 9, 30)):
        cases.contact_evaluator(
            supervisor,
            rectification_id=row.pk,
            note="按窗口和时间调取记录，材料清单没有一次说清",
            founded=True,
        )
        cases.rectify_evaluation(
            supervisor, rectification_id=row.pk, remedy="已补发一次性告知单，窗口人员重新学习一次性告知制度。"
        )


def _surveys(keeper: Actor, today: date) -> None:
    first, last = date(today.year - 1, 7, 1), date(today.year - 1, 12, 31)
    with clock.at(_at(today - timedelta(days=30), 9, 0)):
        told = services.make_survey(
            keeper,
            kind="third_party",
            title="年度营商环境满意度测评",
            first=first,
            last=last,
            surveyor="云州社情民意调查中心（演示）",
        )
        lines = [f"{n},,{'满意' if n <= 491 else '不满意'}," for n in range(1, 501)]
        data = "\n".join(["编号,科室,满意程度,意见", *lines]).encode()
        services.import_answers(keeper, survey_id=told.pk, data=data, name="测评结果.csv")
        services.move_survey(keeper, survey_id=told.pk, verb="publish")
    with clock.at(_at(today - timedelta(days=5), 9, 0)):
        review = services.make_survey(
            keeper,
            kind="half_year",
            title="涉企科室半年评议",
            first=today - timedelta(days=180),
            last=today,
            purpose="请在本局办过事的企业评议各科室，不记名，结果通报各科室。",
            questions="办事效率\n服务态度\n一次性告知\n还有什么建议 *",
            closes_on=today + timedelta(days=25),
        )
        review = services.move_survey(keeper, survey_id=review.pk, verb="open")
        for place in range(8):
            unit = str(review.units[place % len(review.units)])
            level = str(5 - place % 3)
            answer = {
                "unit": unit,
                "q1": level,
                "q2": "5",
                "q3": level,
                "q4": "" if place else "希望周六也能办",
            }
            services.answer_survey(review, answer, device=f"demo-{place}")


def _ledger(keeper: Actor, today: date) -> None:
    sections = list(selectors.section_names(keeper.bureau_id))
    with clock.at(_at(today - timedelta(days=8), 15, 0)):
        for place, (source, text, days, evidence) in enumerate(ISSUES):
            row = services.open_issue(
                keeper,
                source=source,
                text=text,
                owner_id=sections[place % len(sections)],
                due=today - timedelta(days=8) + timedelta(days=days),
            )
            if evidence:
                services.close_issue(keeper, issue_id=row.pk, evidence=evidence)
            elif days > 30:
                due = today + timedelta(days=120)
                services.prolong_issue(keeper, issue_id=row.pk, due=due, reason="涉及系统改造")
