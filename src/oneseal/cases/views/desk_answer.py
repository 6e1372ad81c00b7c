"""Applications that wait for an answer, and the five lawful answers (licence law art. 32; LIC-1)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases import extensions, selectors, services
from oneseal.cases.forms import desk_answer as forms
from oneseal.cases.forms.desk_acts import refuse
from oneseal.cases.rules.intake import TURNING_AWAY, Outcome, check_may_answer, may_answer
from oneseal.cases.rules.masking import window_answers
from oneseal.cases.views import desk_material, shown
from oneseal.cases.views.desk_outlook import Outlook
from oneseal.catalog.forms import ItemForm, build_form
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence, status_of
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

ANSWERS = {"accept", "declare_not_needed", "declare_not_ours"}
RECEIVERS = (Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD)


@dataclass(frozen=True)
class Path:
    """One of the five answers."""

    key: str
    label: str
    hint: str
    icon: str
    outcome: Outcome


PATHS = (
    Path("accept", N_("受理"), N_("材料齐全、符合法定形式"), "circle-check", Outcome.ACCEPT),
    Path(
        "correction",
        N_("一次性告知补正"),
        N_("材料不全或者不符合形式"),
        "alert-circle",
        Outcome.REQUEST_CORRECTION,
    ),
    Path("on-the-spot", N_("当场更正"), N_("申请表有可以当场改的错误"), "edit", Outcome.CORRECT_ON_THE_SPOT),
    Path("not-ours", N_("不予受理"), N_("不属于本机关职权"), "ban", Outcome.NOT_OURS),
    Path("not-needed", N_("不受理"), N_("此事依法不需要许可"), "x", Outcome.NOT_NEEDED),
)


@require_safe
@allow(*RECEIVERS)
def intake(request: HttpRequest) -> HttpResponse:
    """Applications that wait for an answer, the most urgent first."""
    actor = actor_of(request)
    page = selectors.intake_list(actor, request.GET)
    rows = [(case, selectors.answer_chip(case), shown.state_label(case.state)) for case in page.rows]
    return render(
        request, "cases/desk/intake.html", {"page": page, "rows": rows, "may_open": actor.has(Role.CLERK)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*RECEIVERS)
@idempotent
def answer(request: HttpRequest, case_id: int, path: str = "") -> HttpResponse:
    """Materials beside what is to be checked; the five answers, each on its own path."""
    actor = actor_of(request)
    page = selectors.case_page(actor, case_id)
    if selectors.case_acts(actor, page.case).isdisjoint(ANSWERS):
        messages.info(request, gettext("这个办件已经答复过，下面是最新进展。"))
        return redirect("cases:desk_case", case_id=case_id)
    chosen = next((each for each in PATHS if each.key == path), None)
    if chosen:
        check_may_answer(chosen.outcome, actor.roles)
        if page.veil and chosen.outcome not in TURNING_AWAY:
            raise window_answers()
    elif path:
        raise Http404
    posted = request.method == "POST" and bool(path)
    form = _form(path, page, request) if path else None
    item_form = _item_form(page, request) if path == "on-the-spot" else None
    status = 200
    if posted and form is not None:
        try:
            if form.is_valid() and _item_form_fits(item_form):
                done = DOERS[path](actor, page, form, item_form)
                messages.success(request, done)
                return redirect("cases:desk_case", case_id=case_id)
            status = 422
        except (RuleViolation, Violations) as error:
            status = status_of(error)
            refuse(form, error)
    return render(
        request, "cases/desk/answer.html", _context(actor, page, path, form, item_form), status=status
    )


def _context(
    actor: Actor, page: selectors.CasePage, path: str, form: Any, item_form: ItemForm | None
) -> dict[str, Any]:
    case = page.case
    paths = [
        each
        for each in PATHS
        if may_answer(each.outcome, actor.roles) and (each.outcome in TURNING_AWAY or not page.veil)
    ]
    return {
        "page": page,
        "case": case,
        "paths": [(each, gettext(each.label), gettext(each.hint)) for each in paths],
        "offered": extensions.answers_of(actor, case),
        "path": path,
        "chosen": next((gettext(each.label) for each in PATHS if each.key == path), ""),
        "form": form,
        "item_form": item_form,
        "outlook": _outlook(page, path),
        "materials": desk_material.listed(page),
        "ticking": True,
        "parts": page.summary(),
        "answers": shown.answers(page.situation),
        "applicant": selectors.party(actor, case),
        "chip": selectors.answer_chip(case),
        **shown.promises(
            selectors.commitment_of(case) if case.committed else None,
            selectors.tolerance_of(case) if case.owes else None,
        ),
        "state": shown.state_label(case.state),
        "tone": shown.state_tone(case.state),
    }


def _form(path: str, page: selectors.CasePage, request: HttpRequest) -> Any:
    data = request.POST if request.method == "POST" else None
    if path == "correction":
        return forms.CorrectionForm(data, page=page)
    kinds: dict[str, Any] = {
        "accept": forms.TolerantAcceptForm if page.case.owes else forms.AcceptForm,
        "on-the-spot": forms.ConfirmForm,
        "not-ours": forms.NotOursForm,
        "not-needed": forms.NotNeededForm,
    }
    return kinds[path](data)


def _item_form(page: selectors.CasePage, request: HttpRequest) -> ItemForm:
    schema = page.situation.schema
    if request.method == "POST":
        return build_form(schema, request.POST, prefix="form")
    return build_form(schema, value=page.form.data if page.form else {}, prefix="form")


def _item_form_fits(form: ItemForm | None) -> bool:
    return form is None or form.is_valid()


def _accept(actor: Actor, page: selectors.CasePage, form: Any, item_form: ItemForm | None) -> str:
    within = form.cleaned_data.get("owed_within")
    case = services.accept_case(actor, case_id=page.case.pk, owed_within=within)
    return gettext("已受理，受理通知书 %(number)s 已出具。") % {"number": case.acceptance_number}


def _correction(actor: Actor, page: selectors.CasePage, form: Any, item_form: ItemForm | None) -> str:
    days = form.cleaned_data["correct_within"]
    services.request_correction(actor, case_id=page.case.pk, gaps=form.gaps, correct_within=days)
    return gettext("补正告知书已发给申请人，共 %(n)s 项。") % {"n": len(form.gaps)}


def _not_ours(actor: Actor, page: selectors.CasePage, form: Any, item_form: ItemForm | None) -> str:
    services.declare_not_ours(actor, case_id=page.case.pk, **form.cleaned_data)
    return gettext("不予受理决定书已发给申请人。")


def _not_needed(actor: Actor, page: selectors.CasePage, form: Any, item_form: ItemForm | None) -> str:
    services.declare_not_needed(actor, case_id=page.case.pk, **form.cleaned_data)
    return gettext("不受理告知书已发给申请人。")


def _on_the_spot(actor: Actor, page: selectors.CasePage, form: Any, item_form: ItemForm | None) -> str:
    said = form.cleaned_data
    value = item_form.value if item_form else {}
    services.correct_on_the_spot(
        actor, case_id=page.case.pk, data=value, confirmed=said["confirmed"], note=said["note"]
    )
    return gettext("申请表已更正，请继续答复申请人。")


Doer = Callable[[Actor, selectors.CasePage, Any, ItemForm | None], str]
DOERS: dict[str, Doer] = {
    "accept": _accept,
    "correction": _correction,
    "not-ours": _not_ours,
    "not-needed": _not_needed,
    "on-the-spot": _on_the_spot,
}


def _outlook(page: selectors.CasePage, path: str) -> Outlook:
    """What an answer brings."""
    closed = gettext("本次申请终结，不再计时")
    told = gettext("短信和站内信通知申请人，告知复议和诉讼的权利")
    return {
        "accept": _acceptance(page),
        "correction": Outlook(
            to=gettext("申请人，补正后回到待受理"),
            notice=gettext("补正告知书，短信和站内信通知申请人"),
            clock=gettext("补齐之日为受理之日；以后不能再要求补正这次能看到的问题"),
        ),
        "on-the-spot": Outlook(
            clock=gettext("收件日期不变"), note=gettext("更正内容记入日志；更正后仍要答复")
        ),
        "not-ours": Outlook(notice=gettext("不予受理决定书；") + told, clock=closed),
        "not-needed": Outlook(notice=gettext("不受理告知书；") + told, clock=closed),
    }.get(path, Outlook())


def _acceptance(page: selectors.CasePage) -> Outlook:
    steps = [step for step in page.situation.steps if not step.after]
    limit = page.promised_limit
    instant = limit.days == 0
    return Outlook(
        to="、".join(step.name for step in steps),
        notice=gettext("受理通知书（写明补交的材料、期限和后果），短信和站内信通知申请人")
        if page.case.owes
        else gettext("受理通知书，短信和站内信通知申请人"),
        clock=gettext("当场办结")
        if instant
        else gettext("明天起算，承诺 %(days)s 个工作日办结") % {"days": limit.days},
        note=gettext("受理的人不能再审查、决定这个办件"),
    )


@require_POST
@allow(*RECEIVERS)
def tick(request: HttpRequest, case_id: int, material_id: int) -> HttpResponse:
    """Tick a material as fit or not; the list of materials again, for htmx, else the page."""
    actor = actor_of(request)
    verdict, note = request.POST.get("verdict", ""), request.POST.get("note", "")
    try:
        services.check_material(actor, case_id=case_id, material_id=material_id, verdict=verdict, note=note)
    except RuleViolation as error:
        if getattr(request, "htmx", False):
            raise
        messages.warning(request, sentence(error))
    if not getattr(request, "htmx", False):
        return redirect("cases:desk_answer", case_id=case_id)
    page = selectors.case_page(actor, case_id)
    context = {"case": page.case, "materials": desk_material.listed(page), "ticking": True}
    return render(request, "cases/desk/materials.html", context)
