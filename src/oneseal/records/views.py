"""Pages of records: choosing one, agreeing, reading the answer once; the ledger for those who watch over it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.identity.pages import came_by_provider
from oneseal.kernel.access import Role
from oneseal.kernel.identifiers import mask_name
from oneseal.records import selectors, services
from oneseal.records.forms import ConsentForm
from oneseal.records.models import RecordQuery
from oneseal.records.rules.answers import Answer
from oneseal.records.rules.kinds import KINDS, Record, State, kind_of

TONES = {State.ASKED: "blue", State.FOUND: "green", State.NOTHING: "grey", State.FAILED: "amber"}
ICONS = {Record.MEDICAL: "heart-handshake", Record.SOCIAL: "users", Record.FUND: "home"}


@require_safe
@never_cache
@allow(Role.CITIZEN)
def mine(request: HttpRequest) -> HttpResponse:
    """What can be asked for, and what was asked; never what was answered."""
    page = selectors.own_queries(actor_of(request), request.GET)
    context = {
        "connected": selectors.is_connected(),
        "kinds": [
            (record, ICONS[record], gettext(kind.name), gettext(kind.agency))
            for record, kind in KINDS.items()
        ],
        "page": page,
        "rows": [(row, TONES[State(row.state)]) for row in page.rows],
    }
    return render(request, "records/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@allow(Role.CITIZEN)
@limit("10/m", by="account", methods=("POST",))
def ask(request: HttpRequest, name: str) -> HttpResponse:
    """What is fetched and why, and the tick; then the answer, on this one page and nowhere else.

    Not idempotent on purpose: that would keep the answer. Pressed again it is another question.
    """
    actor, record, vouched = actor_of(request), kind_of(name), came_by_provider(request)
    form = ConsentForm(request.POST if request.method == "POST" else None)
    made: list[tuple[RecordQuery, Answer]] = []

    def act() -> None:
        agreed = form.cleaned_data["agreed"]
        made.append(services.ask_record(actor, name=record, agreed=agreed, vouched=vouched))

    kind = KINDS[record]
    context: dict[str, Any] = {"record": record, "name": gettext(kind.name), "agency": gettext(kind.agency)}
    if request.method == "POST" and attempt(form, act):
        row, answer = made[0]
        holder = identity.masked(identity.access_applicant(actor, actor.applicant_id))
        return render(
            request, "records/answer.html", context | {"row": row, "answer": answer, "holder": holder}
        )
    back = urlencode({"next": reverse("records:ask", args=[record])})
    context |= {
        "form": form,
        "vouched": vouched,
        "connected": selectors.is_connected(),
        "provider": settings.PROVINCE_NAME,
        "provider_url": f"{reverse('openid_connect_login', args=['province'])}?{back}",
        "extent": [gettext(each) for each in kind.extent],
        "basis": gettext(kind.basis),
    }
    return render(request, "records/ask.html", context, status=422 if form.errors else 200)


@require_safe
@allow(*selectors.WATCHERS)
def ledger(request: HttpRequest) -> HttpResponse:
    """Who asked when for which record, by masked names."""
    page = selectors.query_list(actor_of(request), request.GET)
    rows = [(row, mask_name(row.applicant.name), TONES[State(row.state)]) for row in page.rows]
    return render(request, "records/ledger.html", {"page": page, "rows": rows})
