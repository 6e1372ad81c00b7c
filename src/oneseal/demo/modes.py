"""Who goes first, and who broke a promise: the green channel's list, standing and repaired dishonesty."""

from collections.abc import Callable
from datetime import timedelta

from oneseal.cases import selectors, services
from oneseal.demo import organisation
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

ActorInPost = Callable[[int, str, int], Actor]
GREEN = (
    ("firm", 0, "enterprise", "", "市级重点招商企业", "云政办〔2026〕8号（演示）", 300),
    ("firm", 1, "project", "城东冷链物流园一期", "列入年度重点项目计划", "云政发〔2026〕3号（演示）", 200),
    ("person", 3, "person", "", "返乡创业带头人", "云人社〔2026〕3号（演示）", 30),
)
"""Whose number, kind, project, ground, document, and for how many days from today."""


def load_modes(bureau_id: int, post: ActorInPost) -> int:
    """Enter them where the bureau has none yet; return how many."""
    coordinator, supervisor = post(bureau_id, "coordinator", 0), post(bureau_id, "supervisor", 0)
    if selectors.green_list(coordinator, {"all": "1"}).rows:
        return 0
    now = clock.now()
    with clock.at(now - timedelta(days=40)):
        _list_green(coordinator)
        for firm in organisation.firms()[-2:]:
            services.record_dishonesty(
                supervisor,
                number=firm.number,
                fact="提供虚假证明材料骗取许可",
                source="云市监信〔2026〕21号（演示）",
                found_on=clock.today(),
            )
    with clock.at(now - timedelta(days=5)):
        repaired = selectors.dishonesty_list(supervisor, {}).rows[0]
        repair = "云信用修复〔2026〕6号（演示），已改正并公示期满"
        services.repair_dishonesty(supervisor, record_id=repaired.pk, repair=repair)
    return len(GREEN) + 2


def _list_green(coordinator: Actor) -> None:
    numbers = {
        "firm": [each.number for each in organisation.firms()],
        "person": [each.number for each in organisation.persons()],
    }
    for whose, place, kind, project, ground, source, days in GREEN:
        services.list_green(
            coordinator,
            number=numbers[whose][place],
            kind=kind,
            project=project,
            ground=ground,
            source=source,
            from_on=clock.today(),
            until=clock.today() + timedelta(days=40 + days),
        )
