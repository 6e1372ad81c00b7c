"""One place to follow everything and to collect the results: for applicants, and for colleagues with their acts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.bundles import selectors, services
from oneseal.bundles.forms import GapForm, answers_sent
from oneseal.bundles.models import Joint
from oneseal.bundles.rules.states import UNAUTHORISED, JointState
from oneseal.bundles.views import shared
from oneseal.cases import selectors as case_reads
from oneseal.cases.rules.intake import FORM
from oneseal.catalog.forms import build_form
from oneseal.foundation import telling
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import entries
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.pages import tabs
from oneseal.foundation.problems import sentences
from oneseal.kernel.access import CASEWORK, Actor, Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

WHO = (Role.CITIZEN, *CASEWORK)
RECEIVERS = frozenset({Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD})
VIEWS = {"running": N_("办理中"), "done": N_("已办结"), "all": N_("全部")}


@require_safe
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """My joint applications."""
    page = keyset_page(selectors.visible_joints(actor_of(request)), ("-id",), request.GET)
    return render(request, "bundles/mine.html", {"page": page, "rows": _toned(page.rows)})


def _toned(rows: Any) -> list[tuple[Joint, str]]:
    return [(row, shared.TONES[row.state]) for row in rows]


@require_safe
@allow(*CASEWORK)
def desk(request: HttpRequest) -> HttpResponse:
    """The bureau's joint applications."""
    actor, view = actor_of(request), request.GET.get("view", "running")
    rows = selectors.visible_joints(actor)
    if view in {"running", "done"}:
        rows = rows.filter(state=view)
    if text := request.GET.get("q", "").strip()[:60]:
        rows = rows.filter(number__contains=text) | rows.filter(applicant_name__contains=text)
    page = keyset_page(rows, ("-id",), request.GET)
    context = {
        "page": page,
        "rows": _toned(page.rows),
        "view": view,
        "tabs": tabs(VIEWS, view),
        "themes": selectors.published_themes() if actor.has(Role.CLERK) else [],
    }  # fmt: skip
    return render(request, "bundles/desk.html", context)


@require_safe
@allow(*WHO)
def joint(request: HttpRequest, joint_id: int) -> HttpResponse:
    """One joint application: where each item stands, what to do, what to collect."""
    return show(request, selectors.access_joint(actor_of(request), joint_id))


def show(request: HttpRequest, found: Joint, status: int = 200, **bound: Any) -> HttpResponse:
    """The page, with forms that were refused."""
    actor = actor_of(request)
    filled = selectors.filling(found)
    editor = found.applicant_id in actor.applicants or (actor.has(Role.CLERK) and found.channel == "window")
    members = selectors.members_of(found)
    orders = selectors.orders_of(found)
    names = {row.code: row.name for row in members} | {row.key: row.name for row in orders}
    context = {
        "shell": shared.shell(actor),
        "joint": found,
        "tone": shared.TONES[found.state],
        "staff": actor.is_staff,
        "editor": editor,
        "rows": [_row(actor, found, row, names) for row in members],
        "orders": [(order, shared.TONES[order.state]) for order in orders],
        "notices": selectors.notices_of(found),
        "collected": selectors.collected(members),
        "promised": found.promised_due,
        "timeline": _timeline(found, filled) if actor.is_staff else [],
        **(_to_do(found, filled, editor) if found.state == JointState.RUNNING else {}),
        **(_desk_acts(actor, found, filled, members) if actor.is_staff else {}),
        **bound,
    }
    return render(request, "bundles/joint.html", context, status=status)


def _row(actor: Actor, found: Joint, row: Any, names: dict[str, str]) -> dict[str, Any]:
    case = row.case
    return {
        "row": row,
        "tone": shared.TONES[row.state],
        "case": case if case and (not actor.is_staff or selectors.case_visible(actor, row)) else None,
        "number": case.number if case else "",
        "case_state": case.get_state_display() if case else "",
        "waits": [names.get(key, key) for key in found.waits.get(row.code, [])],
        "halted": bool(selectors.halted([row])),
    }


def _to_do(found: Joint, filled: selectors.Filling, editor: bool) -> dict[str, Any]:
    """What waits for the applicant: the one correction notice, and what newer versions ask for."""
    notice = selectors.open_notice(found)
    gaps: dict[str, dict[str, Any]] = {}
    for gap in notice.gaps.select_related("member") if notice else ():
        line = gaps.setdefault(gap.code, {"gap": gap, "items": [], "rows": []})
        line["items"].append(gap.member.name)
        line["rows"] = (
            [p for p in filled.papers if p.code == gap.code and p.added_at >= notice.sent_at]
            if notice
            else []
        )
    rows = list(found.members.filter(state="lacking"))
    lacking = [each for row in rows for each in row.lacking if each[0] != UNAUTHORISED]
    wanted = {code for kind, code, _name in lacking if kind == "form"}
    correcting = FORM in gaps
    schema = filled.composition.schema
    if wanted and not correcting:
        schema = {
            **schema,
            "properties": {name: part for name, part in schema["properties"].items() if name in wanted},
            "required": [name for name in schema.get("required", []) if name in wanted],
            "allOf": [],
        }
    need_form = bool(wanted or correcting) and editor
    return {
        "notice": notice,
        "gaps": [line for code, line in gaps.items() if code != FORM],
        "form_gap": gaps.get(FORM),
        "lacking": lacking,
        "halted": [row.name for row in selectors.halted(rows)],
        "lacking_papers": [
            (code, name, [p for p in filled.papers if p.code == code])
            for kind, code, name in lacking
            if kind == "material"
        ],
        "answer_form": build_form(schema, value=found.data, prefix="form") if need_form else None,
    }


def _desk_acts(actor: Actor, found: Joint, filled: selectors.Filling, members: list[Any]) -> dict[str, Any]:
    """What colleagues may do: note gaps, send them, enter what a result brought."""
    if found.state != JointState.RUNNING or not actor.has(*RECEIVERS):
        return {}
    intake = [row for row in members if row.case and row.case.state in {"submitted", "corrected"}]
    wanted = selectors.wanted_yields(found, filled)
    schema = {
        "type": "object",
        "properties": {
            each.name: {**each.schema, "title": f"{each.label}（{each.item_name}）", "x-order": place}
            for place, each in enumerate(wanted)
        },
        "required": [each.name for each in wanted],
    }
    return {
        "gap_forms": [(row, GapForm(choices=_choices(row.case), initial={"member": row.code}, auto_id=f"id_{row.code}_%s")) for row in intake],
        "open_gaps": selectors.open_gaps(found),
        "yield_form": build_form(schema, prefix="yield") if wanted else None,
    }  # fmt: skip


def _choices(case: Any) -> list[tuple[str, str]]:
    listed = [(each.code, each.name) for each in case_reads.resolve_situation(case).materials]
    return [*listed, (FORM, gettext("申请表"))]


def _timeline(found: Joint, filled: selectors.Filling) -> list[dict[str, Any]]:
    """The journal of the whole; a material is called by its name."""
    names = {each.code: each.material.name for each in filled.composition.materials}

    def told(data: dict[str, Any]) -> dict[str, Any]:
        return data | {"code": names[data["code"]]} if data.get("code") in names else data

    return [
        {
            "when": each.at,
            "text": telling.sentence(each.kind, told(each.data), each.actor_name),
            "note": each.reason,
        }
        for each in reversed(entries(Subject("joint", found.pk)))
    ]


@require_POST
@allow(*WHO)
@idempotent
def act(request: HttpRequest, joint_id: int, verb: str) -> HttpResponse:
    """One act; a refused one shows the page again with the reason."""
    actor = actor_of(request)
    found = selectors.access_joint(actor, joint_id)
    if verb not in ACTS:
        raise Http404
    try:
        done = ACTS[verb](actor, found, request)
    except (RuleViolation, Violations) as error:
        return show(request, selectors.access_joint(actor, joint_id), 422, refused=sentences(error))
    messages.success(request, done)
    return redirect("bundles:joint", joint_id=joint_id)


def _note(actor: Actor, found: Joint, request: HttpRequest) -> str:
    sent = request.POST
    services.note_gap(
        actor,
        joint_id=found.pk,
        member=sent.get("member", ""),
        code=sent.get("code", ""),
        problem=sent.get("problem", ""),
        advice=sent.get("advice", ""),
    )
    return gettext("已记下，发出一次性告知时一并告诉申请人。")


def _drop(actor: Actor, found: Joint, request: HttpRequest) -> str:
    gap = request.POST.get("gap", "")
    services.drop_gap(actor, joint_id=found.pk, gap_id=int(gap) if gap.isdigit() else 0)
    return gettext("已去掉。")


def _send(actor: Actor, found: Joint, request: HttpRequest) -> str:
    services.send_correction(actor, joint_id=found.pk)
    return gettext("已发出一次性补正告知。")


def _supply(actor: Actor, found: Joint, request: HttpRequest) -> str:
    services.supply_joint(actor, joint_id=found.pk, data=_typed(found, request))
    return gettext("补正已提交，各事项继续办理。")


def _lacking(actor: Actor, found: Joint, request: HttpRequest) -> str:
    halted = selectors.halted(selectors.members_of(found))
    services.supply_lacking(
        actor, joint_id=found.pk, data=_typed(found, request), answers=answers_sent(request.POST)
    )
    return gettext("已接着办理。") if halted else gettext("已补充。")


def _typed(found: Joint, request: HttpRequest) -> dict[str, Any]:
    """Values of the answering form, of what it showed."""
    schema = selectors.filling(found).composition.schema
    value = build_form(schema, request.POST, prefix="form").value if schema else {}
    return {
        name: part
        for name, part in value.items()
        if any(key.startswith(f"form-{name}") for key in request.POST)
    }


def _yield(actor: Actor, found: Joint, request: HttpRequest) -> str:
    wanted = selectors.wanted_yields(found)
    schema = {"type": "object", "properties": {each.name: each.schema for each in wanted}}
    value = build_form(schema, request.POST, prefix="yield").value if wanted else {}
    services.give_yields(actor, joint_id=found.pk, data=value)
    return gettext("已填写，等它的事项开始办理。")


def _withdraw(actor: Actor, found: Joint, request: HttpRequest) -> str:
    services.withdraw_joint(actor, joint_id=found.pk, reason=request.POST.get("reason", ""))
    return gettext("已撤回。")


ACTS = {
    "note": _note,
    "drop": _drop,
    "send": _send,
    "supply": _supply,
    "lacking": _lacking,
    "yield": _yield,
    "withdraw": _withdraw,
}
