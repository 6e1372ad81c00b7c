"""Powers that the demonstration bureau delegated to towns, and the looks back at them (2.20, 2.21)."""

from collections.abc import Callable
from datetime import date, timedelta

from oneseal.catalog import selectors as catalog
from oneseal.catalog import services
from oneseal.catalog.selectors import delegations, look_backs
from oneseal.foundation import clock
from oneseal.kernel.access import Actor

BASIS = "《云岭市行政审批局委托乡镇办理事项协议》（演示）"
GIVEN = {
    "白鹭镇便民服务中心": ("food_licence", "public_place", "small_catering_filing", "individual_start"),
    "青石镇便民服务中心": ("food_licence", "individual_start", "pesticide"),
    "梅溪镇便民服务中心": ("individual_start", "tree_felling"),
}
"""For each town the items whose applications it receives in the bureau's name."""


def delegate(author: Actor, day: date) -> None:
    """Delegate from `day` on, and look back half a year later: one finding open, one put right, the rest as it comes."""
    items = {item.code: item.pk for item in catalog.visible_items(author)}
    for unit, slugs in GIVEN.items():
        for slug in slugs:
            if slug in items:
                services.delegate_item(
                    author,
                    item_id=items[slug],
                    to_unit=unit,
                    scope="receive",
                    basis=BASIS,
                    effective_on=day,
                    deadline=day + timedelta(days=60),
                )
    lines = sorted(look_backs.power_lines(author), key=lambda line: line.entry.pk)
    for place, line in enumerate(lines[:5]):
        _look(author, line.entry.pk, day + timedelta(days=180 + 20 * place), place)


def _look(author: Actor, entry_id: int, day: date, place: int) -> None:
    findings = ("收件登记及时，一次性告知规范。", "有3件未在当日上传材料，影响后续审查。")
    in_order = place not in (1, 3)
    with clock.at(clock.now() + (day - clock.today())):
        services.look_back(
            author,
            entry_id=entry_id,
            checked_on=day,
            finding=findings[not in_order],
            in_order=in_order,
            rectify_by=None if in_order else day + timedelta(days=30),
        )
        if place == 1:
            look = look_backs.power_line(author, entry_id).looks[0]
            services.rectify(
                author, look_back_id=look.pk, rectified_on=day, rectification="已补传，并安排专人每日核对。"
            )


LETTERS = (
    ("松岭乡", "review", ("tree_felling",), "《示范省森林采伐管理办法》第十二条（演示）", True),
    ("碧潭乡", "receive", ("food_licence", "individual_start"), "《示范省赋权乡镇指导目录》（演示）", False),
)
"""Town, scope, items, ground; whether the head has approved it already."""


def load_letters(bureau_id: int, post: Callable[[int, str, int], Actor]) -> int:
    """Letters of delegation, one approved and one that waits; returns how many were new."""
    keeper, head = post(bureau_id, "item_keeper", 0), post(bureau_id, "bureau_head", 0)
    if delegations.visible_delegations(keeper).exists():
        return 0
    items, today = {item.code: item.pk for item in catalog.visible_items(keeper)}, clock.today()
    made = 0
    for town, scope, slugs, ground, approved in LETTERS:
        ids = [items[slug] for slug in slugs if slug in items]
        if ids:
            unit, counter, until = f"{town}人民政府", f"{town}便民服务中心", today + timedelta(days=364)
            given = services.Proposal(unit, "agency", counter, scope, ids, ground, today, until)
            row = services.draft_delegation(keeper, given)
            made += 1
            if approved:
                services.approve_delegation(head, delegation_id=row.pk)
    return made
