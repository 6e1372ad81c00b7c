"""The administrator's pages of people, certificates and accounts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.lists import keyset_page
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors, services
from oneseal.identity.forms import attempt
from oneseal.identity.forms import desk as desk_forms
from oneseal.identity.pages import saved
from oneseal.identity.rules import posting
from oneseal.kernel.access import Actor, Role

FORMS: dict[str, type[Any]] = {
    "edit": desk_forms.StaffForm,
    "appoint": desk_forms.AppointForm,
    "end": desk_forms.EndHoldingForm,
    "replace": desk_forms.ReplaceForm,
    "move": desk_forms.MovementForm,
    "certify": desk_forms.CertificateForm,
    "photo": desk_forms.PhotoForm,
    "account": desk_forms.LoginForm,
    "lock": desk_forms.ReasonForm,
    "unlock": forms.Form,
    "reset_password": forms.Form,
    "reset_second_factor": forms.Form,
    "revoke_certificate": desk_forms.ReasonForm,
}


@require_GET
@allow_staff
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, found by name, number or section."""
    actor, asked = actor_of(request), request.GET
    section = int(asked.get("section") or 0) if (asked.get("section") or "0").isdecimal() else 0
    rows = selectors.search_staff(
        actor, asked.get("q", ""), section=section, gone=asked.get("state") == "gone"
    )
    page = keyset_page(rows, ("number", "id"), asked)
    held = selectors.current_posts(page.rows)
    context = {
        "page": page,
        "people": [(person, held[person.pk]) for person in page.rows],
        "sections": desk_forms.organisation_choices(actor, "section", "centre", "town_centre"),
        "section": section,
        "asked": asked,
        "count": rows.count(),
    }
    return render(request, "identity/people.html", context)


@require_http_methods(["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def new_person(request: HttpRequest) -> HttpResponse:
    """Enter a member of staff."""
    actor = actor_of(request)
    form = desk_forms.StaffForm(request.POST or None, actor=actor)
    made: list[int] = []
    if saved(
        request,
        form,
        lambda: made.append(services.enrol_staff(actor, form.record()).pk),
        gettext("人员已登记，可继续安排岗位、登记证书和开通账号。"),
    ):
        return redirect("identity:person", staff_id=made[0])
    page = {"form": form, "title": gettext("登记人员"), "back": "identity:people"}
    return render(request, "identity/desk_form.html", page, status=422 if form.errors else 200)


@require_GET
@never_cache
@allow(Role.ADMINISTRATOR)
def person(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Everything about one member of staff."""
    return _person(request, actor_of(request), staff_id)


@require_POST
@never_cache
@allow(Role.ADMINISTRATOR)
@limit("60/m", by="account", methods=("POST",))
@idempotent
def act(request: HttpRequest, staff_id: int, name: str) -> HttpResponse:
    """One act on a member of staff; a refusal shows the page again with what was typed."""
    actor = actor_of(request)
    if name not in FORMS:
        raise Http404
    person = selectors.access_staff(actor, staff_id)
    given = {} if FORMS[name] is forms.Form else {"actor": actor}
    form = FORMS[name](request.POST, request.FILES, auto_id=f"{name}_%s", **given)
    shown: list[str] = []
    if not attempt(form, lambda: shown.append(_run(actor, person.pk, name, form) or "")):
        return _person(request, actor, staff_id, **{name: form})
    if shown[0]:
        return _person(request, actor, staff_id, first_password=shown[0])
    messages.success(request, gettext("已保存。"))
    return redirect("identity:person", staff_id)


def _run(actor: Actor, staff_id: int, name: str, form: Any) -> str | None:
    """Do it; a first password comes back to be shown once."""
    data: dict[str, Any] = dict(form.cleaned_data)
    account = selectors.account_of(staff_id)
    account_id = account.pk if account else 0
    acts: dict[str, Callable[[], object]] = {
        "edit": lambda: services.edit_staff(actor, staff_id, form.record()),
        "appoint": lambda: services.appoint(actor, data["post"], staff_id, from_on=data["from_on"]),
        "end": lambda: services.end_holding(actor, data["holding"], last_on=data["last_on"]),
        "replace": lambda: services.ask_replacement(
            actor, data["holding"], last_on=data["last_on"], reason=data["reason"]
        ),
        "move": lambda: services.record_movement(actor, staff_id, to_unit_id=data.pop("to_unit"), **data),
        "certify": lambda: services.register_certificate(actor, staff_id, **data),
        "photo": lambda: services.set_photo(actor, staff_id, data["photo"].read()),
        "account": lambda: services.open_staff_account(actor, staff_id, login=data["login"]),
        "lock": lambda: services.lock_account(actor, account_id, reason=data["reason"]),
        "unlock": lambda: services.unlock_account(actor, account_id),
        "reset_password": lambda: services.reset_password(actor, account_id),
        "reset_second_factor": lambda: services.reset_second_factor(actor, account_id),
        "revoke_certificate": lambda: services.revoke_certificate(
            actor, int(form.data.get("certificate") or 0), reason=data["reason"]
        ),
    }
    result = acts[name]()
    return result if isinstance(result, str) else None


def _person(
    request: HttpRequest, actor: Actor, staff_id: int, *, first_password: str = "", **bound: Any
) -> HttpResponse:
    person = selectors.access_staff(actor, staff_id)
    initial = {name: getattr(person, name) for name in desk_forms.StaffForm.base_fields}
    initial |= {"section": person.section_id, "home_unit": person.home_unit_id, "id_number": ""}
    page: dict[str, Any] = {
        "person": person,
        "account": selectors.account_of(staff_id),
        "holdings": _holdings(staff_id),
        "kept": selectors.kept_by(actor, staff_id),
        "movements": selectors.movements_of(staff_id),
        "certificates": selectors.certificates_of(staff_id),
        "edit": desk_forms.StaffForm(actor=actor, initial=initial, auto_id="edit_%s"),
        "first_password": first_password,
    }
    for name in ("appoint", "end", "replace", "move", "certify", "photo", "account", "lock"):
        page[f"{name}_form"] = FORMS[name](actor=actor, auto_id=f"{name}_%s")
    page |= {name if name == "edit" else f"{name}_form": form for name, form in bound.items()}
    page["failed"] = [error for form in bound.values() for error in form.non_field_errors()]
    return render(request, "identity/person.html", page, status=422 if bound else 200)


def _holdings(staff_id: int) -> list[dict[str, Any]]:
    """What somebody holds or held, whether leaving it today needs the centre's approval, and the newest request."""
    rows, today = selectors.holdings_of_staff(staff_id), clock.today()
    asked = selectors.replacements_of([row.pk for row in rows])
    return [
        {
            "row": row,
            "early": posting.replaced_too_early(row.post.stable, row.from_on, today),
            "replacement": asked.get(row.pk),
        }
        for row in rows
    ]


@require_GET
@allow(Role.ADMINISTRATOR, Role.COORDINATOR, Role.SUPERVISOR)
def certificates(request: HttpRequest) -> HttpResponse:
    """Certificates and people that need attention soon."""
    actor = actor_of(request)
    page = {
        "certificates": selectors.expiring_certificates(actor),
        "retiring": selectors.retiring_staff(actor),
        "uncertified": selectors.uncertified_holders(actor),
        "keeps": actor.has(Role.ADMINISTRATOR),
    }
    return render(request, "identity/certificates.html", page)
