"""Appraisal of the demonstration: weights, code of conduct, three weeks of scores with an appeal, patrols, amenities."""

from datetime import date, datetime, time, timedelta
from typing import Any

from oneseal.appraisal import selectors, services
from oneseal.appraisal.rules.scoring import Mark, Scheme
from oneseal.appraisal.services import Seen
from oneseal.demo.advance import ActorInPost
from oneseal.foundation import calendars, clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor

CC = ("市政府分管领导", "市委督查室", "市政府督查室")
CONDUCT = (
    ("1.1", "工作时间做与工作无关的事", "minor", 2),
    ("1.2", "没有统一着装、佩证上岗、亮牌办公", "minor", 1),
    ("1.3", "离开窗口没有人顶岗", "minor", 2),
    ("2.1", "没有一次性告知，让人多跑", "serious", 4),
    ("2.2", "材料齐全不予受理，或者收材料不出凭证", "serious", 5),
    ("2.3", "要求提供清单以外的材料", "serious", 5),
    ("3.1", "态度不好，与办事群众争吵", "grave", 10),
    ("3.2", "搪塞应付、推诿扯皮", "grave", 10),
    ("3.3", "故意刁难，吃拿卡要", "grave", 10),
)
"""Red lines are those of 赣市府办字〔2016〕144号; the other entries are the demonstration's own."""
ZONES = (
    ("综合受理区", "deputy_head", 0),
    ("出件和等候区", "deputy_head", 1),
    ("自助服务区", "bureau_head", 0),
)
AMENITIES = (
    ("copier", "自助复印机", "一楼东侧", "working", "身份证复印免费"),
    ("umbrella", "雨伞架", "一楼入口", "working", "扫码借用，三天内归还"),
    ("wifi", "免费无线网络", "全部楼层", "working", "YL-ZWFW，短信认证"),
    ("charging", "手机充电桩", "一楼等候区", "working", ""),
    ("nursery", "母婴室", "二楼西侧", "working", "婴儿床、沙发、靠枕、饮水机"),
    ("vending", "自动售货机", "一楼", "working", ""),
    ("vending", "自动售货机", "二楼", "faulty", "配件明天到"),
    ("bus", "公交站亭", "大厅南门", "working", "3路、12路"),
    ("power", "应急用电用水", "南广场", "working", ""),
    ("canopy", "雨棚", "大厅入口", "working", ""),
    ("access", "轮椅和无障碍通道", "一楼入口", "working", "请引导员帮助"),
)
MARKS = (
    (3, 2, Mark.LATE, "九点十分到岗"),
    (7, 4, Mark.AWAY, "中途离岗二十分钟"),
    (9, 1, Mark.DUTY, "下乡帮办"),
)
"""Working days back, place among those at the windows, mark, note."""
BACK = 15
"""Working days of scores: as far back as the last weeks' applications reach."""


def load_rules(bureau_id: int, post: ActorInPost) -> int:
    """Weights, code of conduct, zones, amenities with two reports; how many entries of the code."""
    head, office = post(bureau_id, "bureau_head", 0), post(bureau_id, "administrator", 0)
    if selectors.catalogue(head):
        return 0
    now = clock.now()
    with clock.at(now - timedelta(days=365)):
        services.set_scheme(head, Scheme(target=6, voices=3), effective_on=clock.today(), cc=CC)
        for code, title, severity, points in CONDUCT:
            services.keep_conduct(head, code=code, title=title, severity=severity, points=points)
        for name, code, place in ZONES:
            services.keep_zone(head, name=name, leader=post(bureau_id, code, place).staff_id)
        for kind, name, place_, state, note in AMENITIES:
            services.keep_amenity(office, kind=kind, name=name, place=place_, state=state, note=note)
    things = {each.name: each.pk for each in selectors.amenities(bureau_id)}
    with clock.at(now - timedelta(days=1)):
        services.report_amenity(Actor(), amenity_id=things["自动售货机"], text="二楼这台投币没有反应")
    with clock.at(now - timedelta(hours=3)):
        services.report_amenity(Actor(), amenity_id=things["自助复印机"], text="纸用完了")
    return len(CONDUCT)


def load_scores(bureau_id: int, post: ActorInPost) -> int:
    """Three weeks of scores, marks, an appeal, two violations, a week of patrols; how many days."""
    head = post(bureau_id, "bureau_head", 0)
    if not selectors.catalogue(head) or selectors.latest_day(head) is not None:
        return 0
    here = [each.pk for each in identity.at_windows(bureau_id, clock.today())]
    days = _workdays(clock.today(), BACK)
    for back, place, mark, note in MARKS:
        watcher = post(bureau_id, "supervisor", 0)
        services.mark_day(watcher, staff=here[place], day=days[-back], mark=mark, note=note)
    _violations(bureau_id, post, here, days)
    done = 0
    for day in days:
        with clock.at(_at(day + timedelta(days=1), 1)):
            done += bool(services.score_day(bureau_id=bureau_id, day=day))
    _appeal(bureau_id, post, here, days)
    _patrols(bureau_id, post, here, days)
    return done


def _violations(bureau_id: int, post: ActorInPost, here: list[int], days: list[date]) -> None:
    """One verified, one waiting for somebody else to verify it."""
    code = {each.code: each.pk for each in selectors.catalogue(post(bureau_id, "bureau_head", 0))}
    recorder, watcher = post(bureau_id, "coordinator", 0), post(bureau_id, "supervisor", 0)
    seen = (
        (here[-1], "1.3", -6, "patrol", "上午十点二十分，窗口无人，没有摆放“暂停服务”牌。", True),
        (
            here[-2],
            "3.2",
            -2,
            "complaint",
            "来电反映：两次来办都被告知“找别的窗口”，有办事群众的录音。",
            False,
        ),
    )
    for staff, entry, back, source, facts, settled in seen:
        with clock.at(_at(days[back], 16)):
            row = services.record_violation(
                recorder, staff=staff, conduct=code[entry], happened_on=days[back], source=source, facts=facts
            )
        if settled:
            with clock.at(_at(days[back + 1], 9)):
                verdict = "调看监控，离岗二十分钟，属实。"
                services.settle_violation(watcher, violation_id=row.pk, verified=True, verdict=verdict)


def _appeal(bureau_id: int, post: ActorInPost, here: list[int], days: list[date]) -> None:
    """Against the mark of being late; waits for an answer by the bureau's head."""
    reader = Actor(bureau_id=bureau_id, roles=post(bureau_id, "administrator", 0).roles)
    account = identity.visible_accounts(post(bureau_id, "administrator", 0)).get(staff=here[2])
    person = identity.actor_for(account)
    score = selectors.visible_scores(reader).filter(staff=here[2], day=days[-3]).first()
    if score is not None:
        with clock.at(_at(days[-1], 10)):
            why = "当天八点五十已到大厅，先到机房取新打印机，有登记。"
            services.appeal_score(person, score_id=score.pk, reason=why)


def _patrols(bureau_id: int, post: ActorInPost, here: list[int], days: list[date]) -> None:
    leader = post(bureau_id, "deputy_head", 0)
    zones = [each.pk for each in selectors.zones(leader) if each.leader_id == leader.staff_id]
    found = {
        -5: Seen("填单台的老花镜少了一副", here[0], days[-3]),
        -3: Seen("叫号屏右下角一块不亮", here[-1], days[-1]),
        -1: Seen("等候区饮水机桶装水用完", here[1], clock.today() + timedelta(days=1)),
    }
    for back in range(-6, 0):
        with clock.at(_at(days[back], 9)):
            seen = [found[back]] if back in found else []
            row = services.patrol(leader, zone=zones[0], note="窗口在岗，秩序良好", seen=seen)
        if back == -5:
            one = selectors.visible_findings(leader).get(patrol=row.pk)
            mender = identity.actor_for(
                identity.visible_accounts(post(bureau_id, "administrator", 0)).get(staff=here[0])
            )
            with clock.at(_at(days[-4], 15)):
                services.mend_finding(mender, finding_id=one.pk, remedy="已补两副，100度和300度")
            with clock.at(_at(days[-3], 9)):
                services.check_finding(leader, finding_id=one.pk, done=True, note="到位")


def load_last_month(bureau_id: int, post: ActorInPost) -> int:
    """Once the year is told: the scores of the month before, and its bulletin; how many days."""
    head = post(bureau_id, "bureau_head", 0)
    first, last = selectors.span_of(clock.today().replace(day=1) - timedelta(days=1))
    if not selectors.catalogue(head) or selectors.bulletin_of(head, first) is not None:
        return 0
    done = 0
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        with clock.at(_at(day + timedelta(days=1), 1)):
            done += bool(services.score_day(bureau_id=bureau_id, day=day))
    issued = calendars.current().next_workday(last + timedelta(days=1)).day
    if done and issued <= clock.today():
        with clock.at(_at(issued, 10)):
            row = services.issue_bulletin(head, month=first)
        _circulate(row, post(bureau_id, "administrator", 0))
    return done


def _circulate(row: Any, office: Actor) -> None:
    """The first unit with an account signs, the first without one gets it by hand; the others are on their way."""
    copies = selectors.copies_of(row)
    signed = next((each for each in copies if each.told), None)
    paper = next((each for each in copies if not each.told), None)
    if signed is not None:
        account = identity.visible_accounts(office).get(staff=signed.told[0])
        with clock.at(row.issued_at + timedelta(hours=3)):
            services.sign_bulletin(identity.actor_for(account), delivery_id=signed.pk)
    if paper is not None:
        with clock.at(row.issued_at + timedelta(hours=5)):
            services.hand_bulletin(
                office, delivery_id=paper.pk, to="机要室 陈文", how="机要交换，回执2026-118", on=clock.today()
            )


def _workdays(today: date, count: int) -> list[date]:
    days, day, calendar = list[date](), today, calendars.current()
    while len(days) < count:
        day = calendar.latest_workday(day - timedelta(days=1))
        days.insert(0, day)
    return days


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.LOCAL)
