"""What there is to do on a case for whoever looks at it: one primary act, the others in a menu."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from oneseal.cases import extensions, selectors
from oneseal.cases.rules.states import Act
from oneseal.foundation import display
from oneseal.kernel.access import Actor, Role


@dataclass(frozen=True)
class Doable:
    """One thing that may be done from here."""

    label: str
    url: str
    icon: str = "check"
    post: bool = False
    danger: bool = False

    @property
    def here(self) -> bool:
        """Whether its form opens on the case's own page."""
        return "/steps/" in self.url or "/do/" in self.url


@dataclass
class Todo:
    """The sentence that says what is next, the primary act, the others."""

    sentence: str = ""
    primary: Doable | None = None
    others: list[Doable] = field(default_factory=list)


def todo(actor: Actor, page: selectors.CasePage) -> Todo:
    """What an actor may do with a case now."""
    found = Todo()
    if selectors.is_own(actor, page.case):
        found.sentence = gettext("这是您本人（或您代表、代理）的申请，按回避规定由其他同事办理。")
        _at_steps(actor, page, found)
        return found
    _at_intake(actor, page, found)
    _at_steps(actor, page, found)
    _on_clock(actor, page, found)
    _at_delivery(actor, page, found)
    for link in extensions.links_of(actor, page.case):
        offered = Doable(link.label, link.url, link.icon, danger=link.danger)
        if link.primary and found.primary is None:
            found.primary, found.sentence = offered, link.hint
        else:
            found.others.append(offered)
    if not found.sentence:
        found.sentence = _waiting_for(page)
    return found


def _url(name: str, *args: object) -> str:
    return reverse(f"cases:{name}", args=args)


def _at_intake(actor: Actor, page: selectors.CasePage, found: Todo) -> None:
    case, acts = page.case, selectors.case_acts(actor, page.case)
    if "accept" in acts:
        found.sentence = gettext("请在 %(day)s 前答复申请人：受理、补正或者不予受理。逾期视为受理。") % {
            "day": display.day_text(case.answer_by)
        }
        found.primary = Doable(gettext("核对材料并答复"), _url("desk_answer", case.pk), "clipboard-check")
    if "submit" in acts and actor.has(Role.CLERK):
        found.sentence = gettext("申请还没有提交。")
        found.primary = Doable(gettext("继续填写"), _url("desk_fill", case.pk), "edit")
    if "supply_correction" in acts and actor.has(Role.CLERK):
        found.primary = Doable(gettext("收取补正材料"), _url("desk_fill", case.pk), "upload")


def _at_steps(actor: Actor, page: selectors.CasePage, found: Todo) -> None:
    for step in page.steps:
        acts = selectors.step_acts(actor, page.case, step)
        main = _main_act(page, step, acts)
        if main and found.primary is None:
            found.primary = main
            found.sentence = _step_sentence(step)
        elif main:
            found.others.append(main)
        found.others += _side_acts(page, step, acts)


def _main_act(page: selectors.CasePage, step: Any, acts: set[str]) -> Doable | None:
    case = page.case.pk
    if "take" in acts:
        label = gettext("领取“%(step)s”") % {"step": step.name}
        return Doable(label, _url("desk_take", case, step.pk), "inbox", post=True)
    if "decide" in acts:
        return Doable(gettext("作出决定"), _url("desk_step_act", case, step.pk, "decide"), "gavel")
    if "pass" in acts:
        label = gettext("签发") if step.kind == "sign_off" else gettext("审查并通过")
        return Doable(
            label,
            _url("desk_step_act", case, step.pk, "pass"),
            "signature" if step.kind == "sign_off" else "check",
        )
    return None


def _step_sentence(step: Any) -> str:
    if step.state == "open":
        return gettext("“%(step)s”在您的岗位，等待领取。") % {"step": step.name}
    told = gettext("“%(step)s”在您手上。") % {"step": step.name}
    return told + (gettext("同事请您：%(asked)s") % {"asked": step.asked} if step.asked else "")


SIDE = (
    ("return", "arrow-back-up"),
    ("transfer", "transfer"),
    ("delegate", "user-plus"),
    ("add_signers", "users"),
    ("release", "inbox"),
    ("reassign", "user-cog"),
)


def _side_acts(page: selectors.CasePage, step: Any, acts: set[str]) -> list[Doable]:
    labels = {
        "return": gettext("退回"),
        "transfer": gettext("转办给同岗位同事"),
        "delegate": gettext("委派同事协助"),
        "add_signers": gettext("加签（会签、或签）"),
        "release": gettext("放回岗位"),
        "reassign": gettext("重新指派“%(step)s”") % {"step": step.name},
    }
    if "return" in acts and not page.return_targets(step):
        acts = acts - {"return"}
    return [
        Doable(
            labels[verb], _url("desk_step_act", page.case.pk, step.pk, verb), icon, danger=verb == "return"
        )
        for verb, icon in SIDE
        if verb in acts
    ]


def _on_clock(actor: Actor, page: selectors.CasePage, found: Todo) -> None:
    case, acts = page.case, selectors.case_acts(actor, page.case)
    pending = any(each.state == "pending" for each in page.extensions)
    if pending and actor.has(Role.BUREAU_HEAD):
        _add(
            found,
            Doable(gettext("审批延期"), _url("desk_case_act", case.pk, "decide_extension"), "calendar-time"),
        )
        found.sentence = found.sentence or gettext("有一项延期申请等您批准。")
    if "resume" in acts and not extensions.hinders(Act.RESUME, case):
        _add(found, Doable(gettext("恢复计时"), _url("desk_case_act", case.pk, "resume"), "clock-play"))
    if "suspend" in acts:
        label = gettext("启动特别程序（暂停计时）")
        found.others.append(Doable(label, _url("desk_case_act", case.pk, "suspend"), "clock-pause"))
    if "extend" in acts and not pending and not case.extension:
        found.others.append(
            Doable(gettext("申请延期"), _url("desk_case_act", case.pk, "extend"), "calendar-time")
        )
    _on_commitment(actor, page, found)
    if case.owes and case.accepted_at and actor.has(Role.CLERK):
        label = gettext("代收补交的容缺材料")
        _add(found, Doable(label, _url("desk_case_act", case.pk, "supply_owed"), "upload"))
    if case.accepted_at:
        found.others.append(
            Doable(gettext("出具流转单"), _url("desk_case_act", case.pk, "slip"), "file-text")
        )
    if "terminate" in acts:
        label = gettext("终止办理")
        found.others.append(Doable(label, _url("desk_case_act", case.pk, "terminate"), "ban", danger=True))


def _on_commitment(actor: Actor, page: selectors.CasePage, found: Todo) -> None:
    """The check after a decision on commitment (COM-3)."""
    row = selectors.commitment_of(page.case) if page.case.committed and page.case.decided_at else None
    acts = selectors.commitment_acts(actor, page.case, row) if row else []
    labels = {
        "check_commitment": (gettext("核查承诺"), "clipboard-check"),
        "confirm_mended": (gettext("确认已整改"), "check"),
        "revoke_for_commitment": (gettext("撤销许可"), "ban"),
    }
    for verb in acts:
        label, icon = labels[verb]
        danger = verb == "revoke_for_commitment"
        _add(found, Doable(label, _url("desk_case_act", page.case.pk, verb), icon, danger=danger))
    if acts and row and row.check_by and not found.sentence:
        found.sentence = _check_sentence(row)


def _check_sentence(row: Any) -> str:
    if row.fix_by:
        text = gettext("承诺不实，已责令 %(day)s 前整改；改好了确认，逾期没改的撤销许可。")
        return text % {"day": display.day_text(row.fix_by)}
    text = gettext("这是告知承诺件，请在 %(day)s 前核查承诺是否属实。")
    return text % {"day": display.day_text(row.check_by)}


def _add(found: Todo, act: Doable) -> None:
    if found.primary is None:
        found.primary = act
    else:
        found.others.append(act)


def _at_delivery(actor: Actor, page: selectors.CasePage, found: Todo) -> None:
    if "deliver" in selectors.case_acts(actor, page.case) and page.delivery:
        found.sentence = gettext("已作出决定，请在 %(day)s 前送达。") % {
            "day": display.day_text(page.delivery.due)
        }
        found.primary = Doable(gettext("送达结果"), _url("desk_deliver", page.case.pk), "package")


def _waiting_for(page: selectors.CasePage) -> str:
    case = page.case
    if case.state == "awaiting_correction":
        waiting = next((each for each in page.corrections if each.supplied_at is None), None)
        day = display.day_text(waiting.correct_by) if waiting else ""
        return gettext("等待申请人补正，最晚 %(day)s；逾期未补正视为撤回。") % {"day": day}
    if case.state == "suspended":
        return gettext("特别程序进行中，计时暂停。")
    holders = page.holders
    if holders:
        who = "、".join(f"{each.step}（{each.person or each.post}）" for each in holders)
        return gettext("正在办理：%(who)s") % {"who": who}
    if case.state in {"granted", "refused"}:
        return gettext("已作出决定，等待送达。")
    return gettext("这个办件没有您要办的事。")
