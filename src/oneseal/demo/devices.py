"""Devices of the demonstration: some in use, one that lacks paper, one locked, the others to be paired (3.15–3.18)."""

from datetime import timedelta

from oneseal.certificates.selectors import blanks
from oneseal.demo.advance import ActorInPost
from oneseal.devices import selectors, services
from oneseal.devices.rules.health import Report
from oneseal.foundation import clock
from oneseal.output.selectors import cabinets
from oneseal.queueing import selectors as queueing

DEVICES = (
    ("guide", "一楼引导机", "", True),
    ("all_in_one", "一楼东侧一体机", "", True),
    ("forms", "填单区 1 号填单机", "", True),
    ("samples", "填单区样表机", "", False),
    ("query", "二楼查询机", "", False),
    ("hall_board", "大厅主屏", "", False),
    ("printer", "出件窗制证一体机", "", True),
    ("tablet", "01 号窗口平板", "01", False),
    ("corner", "24小时自助区 1 号机", "", False),
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
    hall, now = halls[0], clock.now()
    windows = {each.number: each.pk for each in queueing.windows(hall)}
    made = {}
    with clock.at(now - timedelta(days=20)):
        for kind, name, where, paired in DEVICES:
            outside = kind == "community"
            row = services.register_device(
                keeper,
                kind=kind,
                name=name,
                hall=None if outside else hall.pk,
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
    return len(DEVICES)
