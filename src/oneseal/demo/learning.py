"""Training of the demonstration: courses with sessions, an examination, a rotation, who can serve what, own rules."""

from datetime import date, datetime, time, timedelta

from oneseal.demo.advance import ActorInPost
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.training import selectors, services
from oneseal.training.services import Marks

COURSES = (
    ("一次性告知怎么写", "窗口、审查岗", 4, "缺什么、怎么补，一次写全；常见的十种写法对比。"),
    ("综合窗口业务轮训", "窗口人员", 16, "五条业务线的受理要点，由专岗型转为全能型。"),
    ("行政许可法与程序", "全体", 8, "受理、期限、听证、送达，结合本局办件。"),
    ("全国一体化平台操作", "全体", 2, "电子证照、好差评、身份认证。"),
)
REGULATIONS = (
    (
        "会议制度",
        "meeting",
        "第一条　局务会议每周一次，由办公室通知。\n第二条　议定事项由督办岗跟踪，到期报告。",
    ),
    (
        "学习制度",
        "study",
        "第一条　理论学习由机关党支部统一组织。\n第二条　业务学习分科室组织，每月至少两次。",
    ),
    ("考勤管理制度", "attendance", "第一条　工作人员按时到岗。\n第二条　窗口人员离岗的，应当有人顶岗。"),
    (
        "公文审批与传阅管理制度",
        "papers",
        "第一条　公文当日登记、当日分送。\n第二条　传阅应当签名、注明日期。",
    ),
    ("文件档案管理制度", "archives", "第一条　办件办结后三十日内归档。"),
    ("印章管理制度", "seal", "第一条　一枚审批专用章管审批。\n第二条　每次用印登记用印人、文书和办件。"),
    ("信息报送制度", "reporting", "第一条　各科室每周报送一条以上工作信息。"),
    ("财务制度", "finance", "第一条　支出先审批后办理。"),
    ("出差管理制度", "travel", "第一条　出差应当事先批准，踏勘按行程单执行。"),
    ("接待制度", "reception", "第一条　公务接待凭公函，一事一结。"),
    ("食堂管理制度", "canteen", "第一条　食品采购索证索票。"),
    ("安全管理制度", "safety", "第一条　每天下班前检查水、电、门窗。"),
    ("公共机构节能制度", "energy", "第一条　室内温度夏季不低于26度，冬季不高于20度。"),
    ("宿舍管理制度", "dormitory", "第一条　宿舍只供值班和异地交流人员使用。"),
)
"""The fourteen systems of a bureau's collection (inventory 1.12)."""
SCORES = (92, 88, 76, 95, 58, 81, 90, 67, 73)
LINES = (
    ("market", "social", "general"),
    ("market", "social"),
    ("market",),
    ("investment", "market"),
    ("social",),
)
"""What the window's clerks have passed, in the order of their numbers."""


def load_training(bureau_id: int, post: ActorInPost) -> int:
    """Play it where there is no course yet; return how many courses."""
    head = post(bureau_id, "bureau_head", 0)
    if selectors.visible_courses(head).exists():
        return 0
    now, today = clock.now(), clock.today()
    with clock.at(now - timedelta(days=120)):
        for title, kind, text in REGULATIONS:
            services.publish_regulation(
                head,
                title=title,
                kind=kind,
                text=text,
                effective_on=clock.today(),
                paper="云审发〔2026〕3号（演示）",
            )
    clerks = [each.pk for each in identity.at_windows(bureau_id, today)]
    _courses(head, clerks, now)
    _skills(bureau_id, head, clerks, today)
    _rotation(bureau_id, post, head, today)
    with clock.at(now - timedelta(days=20)):
        for row in selectors.unread(post(bureau_id, "window_clerk", 0))[:10]:
            services.confirm_read(post(bureau_id, "window_clerk", 0), version_id=row.pk)
    return len(COURSES)


def _courses(head: Actor, clerks: list[int], now: datetime) -> None:
    for place, (title, audience, hours, outline) in enumerate(COURSES):
        with clock.at(now - timedelta(days=100)):
            row = services.keep_course(head, title=title, hours=hours, audience=audience, outline=outline)
        ago = (60, 30, 12, -6)[place]
        begins = datetime.combine((now - timedelta(days=ago)).date(), time(14, 30), clock.LOCAL)
        with clock.at(now - timedelta(days=max(ago, 0) + 5)):
            session = services.plan_session(
                head,
                course_id=row.pk,
                starts_at=begins,
                place="政务服务中心三楼培训室",
                teacher=("政策法规科", "各业务科科长", "市司法局讲师", "省平台工程师")[place],
                staff=clerks,
            )
        if ago > 0:
            with clock.at(begins + timedelta(hours=3)):
                services.hold_session(head, session_id=session.pk, came=clerks[: len(clerks) - place])


def _skills(bureau_id: int, head: Actor, clerks: list[int], today: date) -> None:
    """Certificates of those who review their own line, an examination of the window."""
    since = today - timedelta(days=400)
    for line in ("investment", "market", "social", "general", "survey"):
        section = identity.sections_by_code(bureau_id).get(line)
        rows = identity.search_staff(head, section=section.pk) if section else []
        for person in rows:
            services.certify_skill(
                head,
                staff=person.pk,
                lines=[line],
                since=since,
                proof=f"业务资格证 云岭〔2025〕{person.number}",
            )
    for place, lines in enumerate(LINES):
        held_on = today - timedelta(days=90 - 10 * place)
        exam = services.set_exam(
            head,
            title=f"综合窗口业务考核（第{place + 1}场）",
            held_on=held_on,
            marks=Marks(need=60, months=24),
            lines=lines,
        )
        for clerk, score in list(zip(clerks, SCORES[place:] + SCORES[:place], strict=False))[: 4 + place]:
            if clerk != head.staff_id:
                services.enter_result(head, exam_id=exam.pk, staff=clerk, score=score)


def _rotation(bureau_id: int, post: ActorInPost, head: Actor, today: date) -> None:
    sections = identity.sections_by_code(bureau_id)
    turns = ((1, "social", -150, -60), (2, "investment", -20, 70))
    for place, line, first, last in turns:
        staff = identity.post_holders(identity.posts_by_code(bureau_id)["window_clerk"].pk, today)[place]
        mentor = post(bureau_id, f"{line}_reviewer", 0).staff_id
        row = services.begin_rotation(
            head,
            staff=staff.pk,
            section=sections[line].pk,
            mentor=mentor,
            from_on=today + timedelta(days=first),
            to_on=today + timedelta(days=last),
            lines=[line],
        )
        if last < 0:
            services.end_rotation(
                head, rotation_id=row.pk, passed=True, outcome="带教人：能独立受理，沟通耐心。"
            )
