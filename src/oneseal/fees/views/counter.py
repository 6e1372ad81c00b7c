"""The counter's drawer: what was taken since the last closing, counted by two; refunds handed back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from oneseal.fees import selectors, services
from oneseal.fees.forms import CountForm
from oneseal.fees.rules.counter import COUNTER, LABELS, in_drawer
from oneseal.fees.views.desk import show_bill
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.problems import sentence
from oneseal.identity.forms import attempt
from oneseal.kernel.errors import RuleViolation


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.CASHIERS)
@idempotent
def drawer(request: HttpRequest) -> HttpResponse:
    """What is in the drawer; counting it, and counting again what a colleague counted."""
    actor = actor_of(request)
    rows = selectors.closings(actor)
    waiting = rows.filter(checked_at=None).first()
    mine = waiting is not None and waiting.counted_by_id == actor.staff_id
    form = CountForm(request.POST or None)

    def count() -> object:
        if waiting is None or mine:
            return services.count_drawer(actor, **form.counted())
        return services.check_drawer(actor, closing_id=waiting.pk, **form.counted())

    if request.method == "POST" and attempt(form, count):
        told = (
            gettext("已复核，日结完成。") if waiting and not mine else gettext("已清点，请另一位同事复核。")
        )
        messages.success(request, told)
        return redirect("fees:drawer")
    taken, given_back = selectors.drawer(actor.bureau_id)
    sums = in_drawer([(e.way, e.fen) for e in taken], [(e.order.way, e.fen) for e in given_back])
    context: dict[str, Any] = {
        "taken": taken,
        "given_back": given_back,
        "sums": [(gettext(LABELS[way]), sums[way]) for way in sorted(COUNTER)],
        "waiting": waiting,
        "mine": mine,
        "form": form,
        "page": keyset_page(rows.exclude(checked_at=None), ("-id",), request.GET),
    }
    return render(request, "fees/desk/drawer.html", context, status=422 if form.errors else 200)


@require_POST
@allow(*selectors.CASHIERS)
@idempotent
def pay_out(request: HttpRequest, refund_id: int) -> HttpResponse:
    """Hand an approved refund back at the counter."""
    actor = actor_of(request)
    row = selectors.access_refund(actor, refund_id)
    try:
        services.pay_out_refund(actor, refund_id=refund_id, slip=request.POST.get("slip", ""))
    except RuleViolation as error:
        return show_bill(request, actor, row.order.bill, refused=sentence(error))
    messages.success(request, gettext("已退款。"))
    return redirect("fees:desk_bill", bill_id=row.order.bill_id)
