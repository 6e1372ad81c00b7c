"""The desk's list of proofs: what may be asked for, what takes its place, which items go against it (2.23)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.catalog import services
from oneseal.catalog.forms.keeping import ProofForm
from oneseal.catalog.models import Proof
from oneseal.catalog.selectors import proofs
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Role

TONES = {"kept": "grey", "commitment": "blue", "data": "green", "cancelled": "grey"}


@require_safe
@allow(Role.ITEM_KEEPER)
def proof_list(request: HttpRequest) -> HttpResponse:
    """Every proof with the items that ask for it; those that go against the list first."""
    lines = sorted(proofs.proof_lines(actor_of(request)), key=lambda line: not line.wrong)
    context = {"lines": [(line, TONES[line.proof.way]) for line in lines]}
    return render(request, "catalog/proofs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@idempotent
def new_proof(request: HttpRequest) -> HttpResponse:
    """Put a proof on the list."""
    return _edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@idempotent
def edit_proof(request: HttpRequest, proof_id: int) -> HttpResponse:
    """Change its ground, its issuer, what takes its place."""
    return _edit(request, proofs.access_proof(actor_of(request), proof_id))


def _edit(request: HttpRequest, row: Proof | None) -> HttpResponse:
    names = ("name", "basis", "issuer", "way", "source")
    initial = {name: getattr(row, name) for name in names} if row else {"way": "kept"}
    form = ProofForm(request.POST or None, initial=initial, row=row)
    actor = actor_of(request)
    if request.method == "POST" and attempt(
        form, lambda: services.list_proof(actor, services.ProofEntry(**form.cleaned_data))
    ):
        messages.success(request, gettext("已保存，公众立即看得到。"))
        return redirect("catalog:proofs")
    return render(
        request, "catalog/proof.html", {"form": form, "row": row}, status=422 if form.errors else 200
    )
