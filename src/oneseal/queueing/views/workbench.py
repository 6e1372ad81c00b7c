"""The clerk's workbench: next ticket, who it is, their case, hand over, their word, next; by keyboard, on one page."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from oneseal.cases import extensions
from oneseal.cases import selectors as cases
from oneseal.cases.rules.states import CaseState
from oneseal.documents.typesetting import qr_svg
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.queueing import selectors, services
from oneseal.queueing.extensions import words_of
from oneseal.queueing.models import Seat, Ticket
from oneseal.queueing.rules.life import PAUSES, WindowState
from oneseal.queueing.views.parsing import number

RECENT = 8


@require_safe
@allow(*selectors.SERVERS)
def workbench(request: HttpRequest) -> HttpResponse:
    """Where nobody sits yet: which window to open. Else: whom to call, who is here, what to do next."""
    return _page(request)


@require_safe
@allow(*selectors.SERVERS)
def line(request: HttpRequest) -> HttpResponse:
    """Who waits, for the panel that renews itself."""
    seat = selectors.seat_of(actor_of(request).staff_id)
    return render(request, "queueing/workbench_line.html", _line(seat) if seat else {})


@require_safe
@never_cache
@allow(*selectors.SERVERS)
def word(request: HttpRequest, ticket_id: int) -> HttpResponse:
    """The code that the visitor just served scans to judge the visit themselves; nothing once they have (EVA-5)."""
    seat = selectors.seat_of(actor_of(request).staff_id)
    ours = {each.pk for each in selectors.just_served(seat)} if seat else set()
    found = words_of(ours & {ticket_id}).get(ticket_id)
    if found is None or found.given:
        raise Http404
    return HttpResponse(qr_svg(request.build_absolute_uri(found.address)), content_type="image/svg+xml")


def _page(request: HttpRequest, refused: str = "", found: list[Any] | None = None) -> HttpResponse:
    actor = actor_of(request)
    seat = selectors.seat_of(actor.staff_id)
    context: dict[str, Any] = {"refused": refused, "seat": seat, "asked": request.POST}
    if seat is None:
        context |= {"halls": _windows(actor), "planned": selectors.planned_for(actor.staff_id)}
    else:
        ticket = selectors.at_window(seat.window)
        context |= _line(seat) | _visitor(actor, ticket)
        context |= {
            "found": found,
            "pauses": PAUSES,
            "windows": selectors.windows(seat.window.hall),
            "lines": selectors.lines(seat.window.hall),
        }
    return render(request, "queueing/workbench.html", context, status=422 if refused else 200)


def _windows(actor: Actor) -> list[tuple[Any, list[Any]]]:
    found = []
    for hall in selectors.halls_in_use(actor):
        seats = selectors.open_seats(hall)
        found.append((hall, [(each, seats.get(each.pk)) for each in selectors.windows(hall)]))
    return found


def _line(seat: Seat) -> dict[str, Any]:
    lines = {each.pk for each in selectors.servable(seat.window, seat.staff_id)}
    queue = [
        each
        for each in selectors.waiting(seat.window.hall)
        if each.for_window_id == seat.window_id or (each.for_window_id is None and each.line_id in lines)
    ]
    served = selectors.just_served(seat)
    words = words_of({each.pk for each in served})
    return {
        "seat": seat,
        "lent": selectors.loans_now(seat.window),
        "wanted": selectors.help_wanted(seat) if seat.window.state == WindowState.OPEN else [],
        "served": [(each, words.get(each.pk)) for each in served],
        "queue": queue[:RECENT],
        "waiting": len(queue),
        "put_off": selectors.put_off(seat.window),
        "ticket": selectors.at_window(seat.window),
    }


def _visitor(actor: Actor, ticket: Ticket | None) -> dict[str, Any]:
    """Who stands at the window, what they have open, what was handled now, what is being entered."""
    if ticket is None or ticket.applicant is None:
        return {"linked": selectors.cases_of(ticket) if ticket else []}
    linked = selectors.cases_of(ticket)
    drafts = cases.visible_cases(actor).filter(applicant=ticket.applicant_id, state=CaseState.DRAFT)
    draft = drafts.exclude(channel="online").order_by("-id").first()
    open_cases = cases.visible_cases(actor).filter(applicant=ticket.applicant_id, closed_at=None)
    recent = open_cases.exclude(number="").order_by("-received_at")[:RECENT]
    known = {each.pk for each in linked}
    return {
        "visitor": identity.masked(ticket.applicant),
        "linked": linked,
        "cases": [row for row in recent if row.pk not in known],
        "draft": draft,
        "panels": extensions.panels_of(actor, draft, extensions.BENCH) if draft else [],
    }


Act = Callable[[Actor, Seat, Ticket, Any], object]


def _transfer(actor: Actor, seat: Seat, ticket: Ticket, asked: Any) -> object:
    kind, _, target = asked.get("to", "").partition(":")
    chosen = {"line_id": number(target)} if kind == "line" else {"window_id": number(target)}
    return services.transfer(actor, ticket_id=ticket.pk, note=asked.get("note", ""), **chosen)


def _finish_next(actor: Actor, seat: Seat, ticket: Ticket, asked: Any) -> object:
    services.finish(actor, ticket_id=ticket.pk)
    return services.call_next(actor, seat.window_id)


AT_TICKET: dict[str, Act] = {
    "recall": lambda actor, seat, ticket, asked: services.recall(actor, ticket_id=ticket.pk),
    "skip": lambda actor, seat, ticket, asked: services.skip(actor, ticket_id=ticket.pk),
    "begin": lambda actor, seat, ticket, asked: services.begin(actor, ticket_id=ticket.pk),
    "aside": lambda actor, seat, ticket, asked: services.set_aside(actor, ticket_id=ticket.pk),
    "transfer": _transfer,
    "back": lambda actor, seat, ticket, asked: services.send_back(
        actor, ticket_id=ticket.pk, note=asked.get("note", "")
    ),
    "finish": lambda actor, seat, ticket, asked: services.finish(actor, ticket_id=ticket.pk),
    "finish_next": _finish_next,
    "identify": lambda actor, seat, ticket, asked: services.identify(
        actor, ticket_id=ticket.pk, applicant_id=number(asked.get("applicant", ""))
    ),
    "link": lambda actor, seat, ticket, asked: services.link_case(
        actor, ticket_id=ticket.pk, case_id=number(asked.get("case", ""))
    ),
}
AT_WINDOW: dict[str, Callable[[Actor, Seat, Any], object]] = {
    "lend": lambda actor, seat, asked: services.lend_window(
        actor, seat.window_id, line_id=number(asked.get("line", ""))
    ),
    "next": lambda actor, seat, asked: services.call_next(actor, seat.window_id),
    "call": lambda actor, seat, asked: services.call_ticket(
        actor, seat.window_id, ticket_id=number(asked.get("ticket", ""))
    ),
    "pause": lambda actor, seat, asked: services.pause_window(
        actor, seat.window_id, reason=asked.get("reason", "")
    ),
    "resume": lambda actor, seat, asked: services.resume_window(actor, seat.window_id),
    "close": lambda actor, seat, asked: services.close_window(actor, seat.window_id),
}


@require_POST
@allow(*selectors.SERVERS)
@idempotent
def act(request: HttpRequest, verb: str) -> HttpResponse:
    """One press at the window."""
    actor, asked = actor_of(request), request.POST
    if verb not in {"open", *AT_TICKET, *AT_WINDOW}:
        raise Http404
    try:
        _do(actor, verb, asked)
    except RuleViolation as error:
        return _page(request, sentence(error))
    return redirect("queueing:workbench")


@require_POST
@allow(*selectors.SERVERS)
@idempotent
def find(request: HttpRequest) -> HttpResponse:
    """Who is here: typed or scanned. A whole number or phone that fits one person says it; a name is chosen from."""
    actor, text = actor_of(request), request.POST.get("q", "").strip()[:60]
    found = identity.find_applicants(actor, text)
    if len(found) == 1 and any(sign.isdigit() for sign in text):
        try:
            _do(actor, "identify", {"applicant": str(found[0].pk)})
        except RuleViolation as error:
            return _page(request, sentence(error))
        return redirect("queueing:workbench")
    return _page(request, found=[identity.masked(each) for each in found[:10]])


def _do(actor: Actor, verb: str, asked: Any) -> None:
    if verb == "open":
        services.open_window(actor, number(asked.get("window", "")))
        return
    seat = selectors.seat_of(actor.staff_id)
    if seat is None:
        raise NotFound("not_at_window", N_("您现在没有开窗，请先选择窗口。"))
    if verb in AT_WINDOW:
        AT_WINDOW[verb](actor, seat, asked)
        return
    ticket = selectors.at_window(seat.window)
    if ticket is None:
        raise NotFound("nobody_there", N_("窗口前现在没有人，请先叫号。"))
    AT_TICKET[verb](actor, seat, ticket, asked)
