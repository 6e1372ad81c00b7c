"""Devices of the demonstration: some in use, one that lacks paper, one locked, the others to be paired (3.15–3.18)."""

from datetime import datetime, time, timedelta
from typing import Any

from oneseal.certificates.selectors import blanks
from oneseal.demo.advance import ActorInPost
from oneseal.devices import selectors, services
from oneseal.devices.rules.health import Report
from oneseal.foundation import calendars, clock
from oneseal.hall import selectors as hall
from oneseal.kernel.access import Actor
from oneseal.output.selectors import cabinets
from oneseal.queueing import selectors as queueing
from oneseal.queueing import services as queue

DEVICES = (
    ("guide", "一楼引导机", "", True),
    ("all_in_one", "一楼东侧一体机", "", True),
    ("forms", "填单区 1 号填单机", "", True),
    ("samples", "填单区样表机", "", False),
    ("query", "二楼查询机", "", False),
    ("hall_board", "大厅主屏", "", False),
    ("printer", "出件窗制证一体机", "", True),
    ("tablet", "01 号窗口平板", "01", True),
    ("corner", "24小时自助区 1 号机", "", True),
    ("community", "清河街道自助终端", "清河街道便民服务中心", False),
    ("community", "金桥社区自助终端", "金桥社区党群服务中心", False),
)
"""Kind, name, window or site, whether it is paired."""


def load_devices(bureau_id: int, post: ActorInPost) -> int:
    """Register and pair them where the bureau has none yet; return how many."""
    keeper = post(bureau_id, "administrator", 0)
    halls = queueing.halls_in_use(keeper)
    if not halls or selectors.visible_devices(keeper).exists():
        return 0
    place, now = halls[0], clock.now()
    windows = {each.number: each.pk for each in queueing.windows(place)}
    made = {}
    with clock.at(now - timedelta(days=20)):
        for kind, name, where, paired in DEVICES:
            outside = kind == "community"
            row = services.register_device(
                keeper,
                kind=kind,
                name=name,
                hall=None if outside else place.pk,
                window=windows.get(where),
                site=where if outside else "",
            )
            if paired:
                services.pair(code=services.issue_code(keeper, device_id=row.pk))
                made[kind] = row
    for cabinet in cabinets.cabinets_in_use(bureau_id)[:1]:
        for row in selectors.visible_devices(keeper).filter(kind__in=("all_in_one", "corner")):
            services.stand_beside(keeper, device_id=row.pk, cabinet=cabinet.uid)
    for printer in blanks.printers(keeper)[:1]:
        services.serve_printer(keeper, device_id=made["printer"].pk, printer_id=printer.pk)
    services.load_paper(keeper, device_id=made["guide"].pk, sheets=420)
    services.beat(made["guide"], Report(clock=now, version="Chromium 130"))
    services.beat(made["all_in_one"], Report(clock=now, version="Chromium 130", printer="ok", paper=36))
    services.beat(made["printer"], Report(clock=now, version="2.4", printer="ok"))
    services.lock_device(keeper, device_id=made["forms"].pk, reason="触摸屏失灵，等待维修")
    for kind in ("tablet", "corner"):
        services.beat(made[kind], Report(clock=now, version="Chromium 130"))
    _sign_slip(post(bureau_id, "window_clerk", 0), made["tablet"], windows["01"])
    _call(post(bureau_id, "window_clerk", 1), made["corner"])
    return len(DEVICES)


def _sign_slip(clerk: Actor, tablet: Any, window_id: int) -> None:
    """A visitor signs for a slip at the window's second screen: a while ago, else in the last morning of work."""
    seated = queueing.seat_of(clerk.staff_id) is not None
    day = calendars.current().latest_workday(clock.today() - timedelta(days=1))
    morning = datetime.combine(day, time(10, 40), clock.LOCAL)
    moment = clock.now() - timedelta(minutes=9) if seated else morning
    given = hall.visible_slips(clerk).filter(issued_by=clerk.staff_id, path="list", issued_at__lt=moment)
    slip = given.order_by("issued_at").last()
    if slip is None:
        return
    with clock.at(moment):
        if not seated:
            queue.open_window(clerk, window_id)
        asked = services.ask_slip(clerk, slip_id=slip.pk)
    with clock.at(moment + timedelta(minutes=1)):
        services.sign(tablet, confirmation_id=asked.pk, name=slip.visitor)
        if not seated:
            queue.close_window(clerk, window_id)


def _call(guide: Actor, corner: Any) -> None:
    """A call by video in the corner that is just over, and one that waits."""
    now = clock.now()
    with clock.at(now - timedelta(minutes=25)):
        row = services.call(corner)
        services.take(guide, help_id=row.pk)
    with clock.at(now - timedelta(minutes=24)):
        services.enter_video(row, actor=guide)
        services.enter_video(row)
        services.say(row, "请把身份证放在读卡区，再点“下一步”。", actor=guide)
    with clock.at(now - timedelta(minutes=21)):
        services.end(row)
    services.call(corner)
