"""Types of certificates: what they print, drafted by one keeper and put into force by another."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.catalog import selectors as catalog
from oneseal.certificates import faces, selectors, services
from oneseal.certificates.forms import StartTypeForm, TypeForm
from oneseal.certificates.models import CertificateType
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.foundation.problems import sentence
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation


@require_safe
@allow(*selectors.TYPE_KEEPERS)
def certificate_types(request: HttpRequest) -> HttpResponse:
    """All types of the bureau, those whose change waits first."""
    rows = selectors.types_with_counts(actor_of(request))
    return render(request, "certificates/desk/types.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.TYPE_KEEPERS)
@idempotent
def new_type(request: HttpRequest) -> HttpResponse:
    """Begin a type."""
    actor = actor_of(request)
    form = StartTypeForm(request.POST or None)
    made: list[CertificateType] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(services.start_type(actor, **form.cleaned_data))
    ):
        messages.success(request, gettext("已登记。请填写印什么，再由另一位同事核对启用。"))
        return redirect("certificates:type", type_id=made[0].pk)
    status = 422 if form.errors else 200
    return render(request, "certificates/desk/new_type.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.TYPE_KEEPERS)
@idempotent
def certificate_type(request: HttpRequest, type_id: int) -> HttpResponse:
    """One type with the picture of its face; POST drafts a change."""
    actor = actor_of(request)
    row = selectors.access_type(actor, type_id)
    form = _form(row, request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: services.draft_type(actor, type_id=row.pk, **form.given())
    ):
        messages.success(request, gettext("草稿已保存。另一位同事核对启用以前，证照仍按原来的样子颁发。"))
        return redirect("certificates:type", type_id=row.pk)
    return _show(request, actor, row, form)


def _face(row: CertificateType) -> dict[str, Any]:
    return {"name": row.name, "fields": row.fields, "public_safety": row.public_safety, "merges": row.merges}


def _form(row: CertificateType, data: Mapping[str, Any] | None = None) -> TypeForm:
    known = {key: label for key, (label, _) in sorted(catalog.field_dictionary().items())}
    return TypeForm(data, face=row.draft or _face(row), known=known)


def _show(
    request: HttpRequest, actor: Actor, row: CertificateType, form: TypeForm, refused: str = ""
) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "refused": refused,
        "may_publish": row.draft is not None and row.drafted_by_id != actor.staff_id,
        "items": selectors.items_issuing(actor, row),
        "timeline": timeline(Subject("licence_type", row.pk), notes=False),
    }
    status = 422 if form.errors or refused else 200
    return render(request, "certificates/desk/type.html", context, status=status)


@require_POST
@allow(*selectors.TYPE_KEEPERS)
@idempotent
def settle_type(request: HttpRequest, type_id: int, verb: str) -> HttpResponse:
    """Put the draft into force, or forget it."""
    acts = {"publish": services.publish_type, "drop": services.drop_draft}
    if verb not in acts:
        raise Http404
    actor = actor_of(request)
    row = selectors.access_type(actor, type_id)
    try:
        acts[verb](actor, type_id=row.pk)
    except RuleViolation as error:
        return _show(request, actor, row, _form(row), sentence(error))
    done = {"publish": gettext("已启用，以后颁发的证照按新的样子印。"), "drop": gettext("草稿已放弃。")}
    messages.success(request, done[verb])
    return redirect("certificates:type", type_id=row.pk)


@require_safe
@allow(*selectors.TYPE_KEEPERS)
def type_face(request: HttpRequest, type_id: int) -> HttpResponse:
    """The picture of the face in force, or with `?draft` of the draft's."""
    row = selectors.access_type(actor_of(request), type_id)
    face = row.draft if row.draft and "draft" in request.GET else _face(row)
    response = HttpResponse(faces.specimen(row, face, clock.today()), content_type="image/png")
    response["Cache-Control"] = "private, no-store"
    return response
