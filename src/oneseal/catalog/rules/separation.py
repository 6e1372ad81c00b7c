"""证照分离: the four ways of a permit that a business needs beside its licence (国发〔2021〕7号; inventory 5.29)."""

from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.gaps import Gap
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

CANCELLED, FILING, COMMITMENT, OPTIMISED = "cancelled", "filing", "commitment", "optimised"
WAYS: dict[str, str] = {
    CANCELLED: N_("直接取消审批"),
    FILING: N_("审批改为备案"),
    COMMITMENT: N_("实行告知承诺"),
    OPTIMISED: N_("优化审批服务"),
}
EFFECTS: dict[str, str] = {
    CANCELLED: N_("不用办许可，凭营业执照就可以经营；由监管部门事后监管。"),
    FILING: N_("不用审批，填一张表当场备案，拿到备案公示卡；备案以后再核查。"),
    COMMITMENT: N_("承诺符合条件的，当场决定；决定以后再核查。也可以选择一般程序。"),
    OPTIMISED: N_("仍要审批，但材料、环节、时限都减了。"),
}
"""What each way means to whoever applies."""
UNDECIDED = frozenset({CANCELLED, FILING})
"""Ways in which nothing is decided any more, so there is nothing to apply for."""
BASIS = "国发〔2021〕7号；优化营商环境条例第十九条"


def problems(content: ItemContent) -> list[Gap]:
    """What keeps an item from the way that it claims."""
    if not content.separation:
        return []
    gaps: list[Gap] = []
    if not content.separation_source.strip():
        message = N_("请写明“证照分离”的依据：文件名称、文号和清单里的序号。")
        gaps.append(Gap("separation_source", "separation_unsourced", message, {}, BASIS))
    match content.separation:
        case "commitment" if not content.commitment or content.commitment_kind != "licence":
            message = N_("实行告知承诺的，请勾选“告知承诺”，种类选“涉企经营许可告知承诺”。")
            gaps.append(Gap("commitment", "separation_no_commitment", message, {}, BASIS))
        case "optimised" if not content.separation_measures:
            message = N_("优化审批服务的，请逐条写明减了什么材料、环节、时限。")
            gaps.append(Gap("separation_measures", "separation_no_measures", message, {}, BASIS))
        case "filing":
            gaps += _filing(content)
    if content.separation in UNDECIDED and content.steps:
        message = N_("取消审批、改为备案的事项不再作决定，请删除办理流程里的环节。")
        gaps.append(Gap("steps", "separation_steps", message, {}, BASIS))
    return gaps


def _filing(content: ItemContent) -> list[Gap]:
    gaps: list[Gap] = []
    if any(
        each.form == "paper" and not each.shared_source and each.necessity != "optional"
        for each in content.materials
    ):
        message = N_("备案当场办结，网上也能备，必交的材料不能只收纸质：请改收电子件，或者写明共享来源。")
        gaps.append(Gap("materials", "filing_materials", message, {}, BASIS))
    fields = content.form.get("properties", {})
    for name in content.filing_shown:
        if name not in fields:
            message = N_("公示卡要显示的“%(name)s”不在申请表里，请改为申请表的字段。")
            gaps.append(Gap("filing_shown", "filing_unknown_field", message, {"name": name}, BASIS))
    if not content.filing_shown:
        message = N_("请写明备案公示卡上显示申请表的哪些内容。")
        gaps.append(Gap("filing_shown", "filing_shows_nothing", message, {}, BASIS))
    return gaps


def check_applied_for(way: str, name: str) -> None:
    """Refuse an application for what needs no permit any more. Raises RuleViolation that says what to do instead."""
    if way == CANCELLED:
        text = N_("“%(name)s”已经取消审批，不用申请：凭营业执照就可以经营。")
        raise RuleViolation("approval_cancelled", text, params={"name": name}, basis=BASIS)
    if way == FILING:
        text = N_(
            "“%(name)s”已经改为备案，不用申请许可：请在办事指南里点“我要备案”，或者由窗口在“备案和核查”里代办，当场备案。"
        )
        raise RuleViolation("approval_to_filing", text, params={"name": name}, basis=BASIS)


def check_filed(way: str, name: str) -> None:
    """Only what was turned into a filing is filed."""
    if way != FILING:
        text = N_("“%(name)s”不是备案事项，请按办事指南申请。")
        raise RuleViolation("not_a_filing", text, params={"name": name}, basis=BASIS)
