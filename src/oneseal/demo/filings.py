"""Filings in every state: standing, to be checked, to be mended, annulled, given up (inventory 5.30, 11.14)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from oneseal.catalog import selectors as catalog
from oneseal.demo.files import sample
from oneseal.filings import selectors, services
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor

ActorInPost = Callable[[int, str, int], Actor]
SHOPS: tuple[tuple[int, str, str, int, str], ...] = (
    (64, "老张早餐店", "云岭市解放路12号", 38, "met"),
    (41, "南门米粉", "云岭市南门街7号", 55, "annulled"),
    (33, "阿依古丽烤馕", "云岭市民族路3号1层", 26, "mended"),
    (16, "小丁馄饨", "云岭市北环路88号", 42, "faulty"),
    (12, "江边奶茶", "云岭市滨江路5号", 18, "given_up"),
    (6, "春风包子铺", "云岭市春风巷2号", 30, ""),
    (1, "一碗面（云岭市城东农贸市场二期西侧入口北数第三间临街商铺店）", "云岭市城东农贸市场二期西侧", 48, ""),
)
"""So many days ago, shop, address, square metres, and what became of it."""


def load_filings(bureau_id: int, post: ActorInPost, numbers: list[str]) -> int:
    """Play the filings of these applicants where the bureau has none yet; return how many."""
    clerk, checker = post(bureau_id, "window_clerk", 0), post(bureau_id, "market_reviewer", 0)
    head = post(bureau_id, "market_head", 0)
    item = catalog.visible_items(clerk).filter(code="small_catering").first()
    if item is None or selectors.visible_filings(clerk).exists():
        return 0
    now = clock.now()
    for place, (ago, shop, address, area, end) in enumerate(SHOPS):
        holder = identity.applicant_by_number(numbers[place % len(numbers)])
        if holder is None:
            continue
        said = {
            "legal_name": holder.name,
            "legal_phone": holder.phone,
            "site_name": shop,
            "site_address": address,
            "small_area": area,
            "small_food": ["hot", "drink"],
            "staff_count": 3,
            "health_cert_count": 3,
        }
        with clock.at(now - timedelta(days=ago, hours=3)):
            papers = _photos(clerk, bureau_id) if end in {"met", "faulty"} else {}
            filing = services.file_notice(
                clerk, item_id=item.pk, applicant_id=holder.pk, data=said, declared=True, papers=papers
            )
        _after(filing.pk, now - timedelta(days=ago), end, clerk, checker, head)
    return len(SHOPS)


def _photos(clerk: Actor, bureau_id: int) -> dict[str, int | None]:
    """The photographs that some send along."""
    kept = services.keep_paper(clerk, bureau_id=bureau_id, name="门头照片.jpg", content=sample("jpg"))
    return {"shop_photos": kept.pk}


def _after(pk: int, filed: Any, end: str, clerk: Actor, checker: Actor, head: Actor) -> None:
    """What became of a filing, on the days after."""
    if end == "given_up":
        with clock.at(filed + timedelta(days=5)):
            services.give_up_filing(clerk, filing_id=pk, reason="店铺转让，不再经营")
    if end in {"", "given_up"}:
        return
    with clock.at(filed + timedelta(days=8)):
        if end == "met":
            finding = "到店核查，面积、品种与备案相符，健康证齐全。"
            services.check_filing(checker, filing_id=pk, met=True, finding=finding)
            return
        finding = "到店核查，实际面积超过60平方米，后厨扩到了隔壁。"
        services.check_filing(checker, filing_id=pk, met=False, finding=finding, fix_within=10)
    if end == "mended":
        with clock.at(filed + timedelta(days=16)):
            services.confirm_mended(checker, filing_id=pk, note="复查：隔壁已退租，面积恢复到备案范围。")
    if end == "annulled":
        with clock.at(filed + timedelta(days=30)):
            services.annul_filing(head, filing_id=pk, reason="逾期没有改正，两次复查仍占用隔壁。")
