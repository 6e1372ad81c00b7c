"""The cashier's pages: open bills, refunds, differences with the provider."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.cases import selectors as cases
from oneseal.fees import gateway, selectors, services
from oneseal.fees.forms import (
    ChargeForm,
    FindingForm,
    LowerForm,
    ReasonForm,
    RefundForm,
    SlipForm,
    TakeForm,
)
from oneseal.fees.models import Bill
from oneseal.fees.rules.states import BillState, OrderState
from oneseal.fees.views.paying import TONES
from oneseal.foundation import telling
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import entries
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.problems import sentence
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

VIEWS = {
    "open": N_("待缴"),
    "paid": N_("已缴"),
    "refunds": N_("退款"),
    "differences": N_("对账差异"),
}
REFUND_TONES = {"asked": "amber", "approved": "blue", "done": "green", "rejected": "grey", "failed": "red"}


@require_safe
@allow(*selectors.READERS)
def fees(request: HttpRequest) -> HttpResponse:
    """Bills, refunds, differences."""
    actor, chosen = actor_of(request), request.GET.get("view", "open")
    view = chosen if chosen in VIEWS else "open"
    context = {
        "view": view,
        "page": _page(actor, view, request),
        "tones": TONES,
        "tabs": [
            {"label": gettext(label), "url": f"{reverse('fees:desk')}?view={key}", "current": key == view}
            for key, label in VIEWS.items()
        ],
        "compared": selectors.last_comparison(actor),
        "cashier": actor.has(*selectors.CASHIERS),
        "configured": gateway.provider.is_configured(),
    }
    return render(request, "fees/desk/list.html", context)


def _page(actor: Actor, view: str, request: HttpRequest) -> Any:
    if view == "refunds":
        return keyset_page(selectors.visible_refunds(actor), ("-id",), request.GET)
    if view == "differences":
        return keyset_page(selectors.visible_differences(actor), ("-day", "-id"), request.GET)
    rows = selectors.visible_bills(actor)
    rows = rows.filter(state=BillState.OPEN) if view == "open" else rows.exclude(state__in=["open", "void"])
    if text := request.GET.get("q", "").strip():
        rows = selectors.searched(rows, text)
    return keyset_page(rows, ("-id",), request.GET)


@require_safe
@allow(*selectors.READERS)
def bill(request: HttpRequest, bill_id: int) -> HttpResponse:
    """One bill with what the reader may do."""
    actor = actor_of(request)
    return show_bill(request, actor, selectors.access_bill(actor, bill_id))


def _form(verb: str, row: Bill, data: Any = None) -> Any:
    if verb == "refund":
        return RefundForm(data)
    if verb == "lower":
        return LowerForm(data, choices=selectors.grounds(row))
    if verb == "take":
        return TakeForm(data)
    return ReasonForm(data) if verb == "void" else None


ACTS: dict[str, Callable[[Actor, Bill, Any], Any]] = {
    "void": lambda actor, row, form: services.void_bill(
        actor, bill_id=row.pk, reason=form.cleaned_data["reason"]
    ),
    "refund": lambda actor, row, form: services.ask_refund(
        actor, bill_id=row.pk, fen=form.in_fen(), reason=form.cleaned_data["reason"]
    ),
    "take": lambda actor, row, form: services.take_payment(actor, bill_id=row.pk, **form.cleaned_data),
    "lower": lambda actor, row, form: services.lower_line(actor, bill_id=row.pk, **form.target()),
    "close": lambda actor, row, form: services.close_order(actor, bill_id=row.pk),
    "merge": lambda actor, row, form: services.merge_bills(actor, bill_ids=selectors.open_of_payer(row)),
}


@require_POST
@allow(*selectors.CASHIERS)
@idempotent
def act(request: HttpRequest, bill_id: int, verb: str) -> HttpResponse:
    """Take money, lower, void, merge, close the order, ask for a refund."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_bill(actor, bill_id)
    form = _form(verb, row, request.POST)
    done: list[Any] = []
    if form is None:
        try:
            done.append(ACTS[verb](actor, row, None))
        except RuleViolation as error:
            return show_bill(request, actor, row, refused=sentence(error))
    elif not attempt(form, lambda: done.append(ACTS[verb](actor, row, form))):
        return show_bill(request, actor, row, **{verb: form})
    messages.success(request, gettext("已办理。"))
    return redirect("fees:desk_bill", bill_id=done[0].pk if verb == "merge" else bill_id)


def show_bill(request: HttpRequest, actor: Actor, row: Bill, refused: str = "", **bound: Any) -> HttpResponse:
    """The page of a bill, with the form that was refused."""
    cashier = actor.has(*selectors.CASHIERS)
    order = row.orders.filter(state=OrderState.LIVE).first()
    free = cashier and row.state == BillState.OPEN and order is None
    forms = {verb: _form(verb, row) if free else None for verb in ("take", "void")}
    forms["lower"] = _form("lower", row) if free and selectors.grounds(row) else None
    forms["refund"] = (
        _form("refund", row) if cashier and row.state in {"paid", "part_refunded"} and row.paid else None
    )
    context = {
        "bill": row,
        "paid": row.orders.filter(state=OrderState.PAID, surplus=False).select_related("taken_by").first(),
        "pay_out": SlipForm(auto_id="pay-out-%s") if cashier else None,
        "lines": list(row.lines.all()),
        "tone": TONES[row.state],
        "order": order,
        "cashier": cashier,
        "others": len(selectors.open_of_payer(row)) - 1 if free else 0,
        "refunds": selectors.refunds_of(row),
        "refund_tones": REFUND_TONES,
        "approver": actor.has(*selectors.APPROVERS),
        "timeline": [
            {
                "when": each.at,
                "text": telling.sentence(each.kind, each.data, each.actor_name),
                "note": each.reason,
            }
            for each in reversed(entries(Subject("bill", row.pk)))
        ],
        "refused": refused,
        "forms": forms | bound,
    }
    return render(request, "fees/desk/bill.html", context, status=422 if bound or refused else 200)


@require_http_methods(["GET", "POST"])
@allow(*selectors.CASHIERS)
@idempotent
def charge(request: HttpRequest, case_id: int) -> HttpResponse:
    """Bill a charge whose amount is set case by case."""
    actor = actor_of(request)
    case = cases.access_case(actor, case_id)
    names = selectors.to_assess(case)
    form = ChargeForm(request.POST or None, names=names)
    made: list[Bill] = []

    def open_bill() -> None:
        made.append(
            services.bill_charge(actor, case_id=case_id, name=form.cleaned_data["name"], fen=form.in_fen())
        )

    if request.method == "POST" and attempt(form, open_bill):
        messages.success(request, gettext("缴费单已开出。"))
        return redirect("fees:desk_bill", bill_id=made[0].pk)
    context = {"form": form, "case": case, "names": names}
    return render(request, "fees/desk/charge.html", context, status=422 if form.errors else 200)


@require_POST
@allow(*selectors.APPROVERS)
@idempotent
def refund(request: HttpRequest, refund_id: int, verb: str) -> HttpResponse:
    """Approve or reject; the reason of a rejection comes with it."""
    actor = actor_of(request)
    row = selectors.access_refund(actor, refund_id)
    if verb not in {"approve", "reject"}:
        raise Http404
    try:
        if verb == "approve":
            services.approve_refund(actor, refund_id=refund_id)
            messages.success(request, gettext("已批准，正在原路退回。"))
        else:
            services.reject_refund(actor, refund_id=refund_id, reason=request.POST.get("reason", ""))
            messages.success(request, gettext("已记录不同意退款。"))
    except RuleViolation as error:
        return show_bill(request, actor, row.order.bill, refused=sentence(error))
    return redirect("fees:desk_bill", bill_id=row.order.bill_id)


@require_http_methods(["GET", "POST"])
@allow(*selectors.CASHIERS)
@idempotent
def difference(request: HttpRequest, difference_id: int) -> HttpResponse:
    """Say what became of a difference."""
    actor = actor_of(request)
    row = selectors.access_difference(actor, difference_id)
    form = FindingForm(request.POST or None)
    if request.method == "POST" and attempt(
        form,
        lambda: services.settle_difference(
            actor, difference_id=difference_id, said=form.cleaned_data["said"]
        ),
    ):
        messages.success(request, gettext("已记录核实结果。"))
        return redirect(f"{reverse('fees:desk')}?view=differences")
    return render(
        request, "fees/desk/difference.html", {"form": form, "row": row}, status=422 if form.errors else 200
    )
