"""The one form: what is known is filled in, what is typed is kept while typing, two tabs are merged."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from oneseal.bundles import selectors, services
from oneseal.bundles.views.applying import WHO, context_of, editable
from oneseal.cases.rules.merging import Merged, merge
from oneseal.cases.views.citizen_kit import packed, unpacked
from oneseal.catalog.forms import ItemForm, build_form
from oneseal.catalog.rules import form_values
from oneseal.catalog.rules.forms import specs
from oneseal.foundation.access import actor_of, allow

PREFIX = "form"
SEEN = "seen"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*WHO)
def form(request: HttpRequest, joint_id: int) -> HttpResponse:
    """The one form. What was typed is kept first, complete or not; what another tab changed is merged or shown."""
    joint = editable(request, joint_id)
    if isinstance(joint, HttpResponse):
        return joint
    filled = selectors.filling(joint)
    schema = filled.composition.schema
    if not schema:
        return redirect("bundles:materials", joint_id=joint_id)
    if request.method != "POST":
        return _show(request, filled, _prefilled(filled), _kept(filled))
    sent = build_form(schema, request.POST, prefix=PREFIX)
    merged = _merged(request, filled, sent)
    shown = (
        sent if not merged.conflicts + merged.taken else build_form(schema, value=merged.value, prefix=PREFIX)
    )
    kept = merged.keeping(_kept(filled)) if merged.conflicts else merged.value
    _save(request, filled, kept)
    if merged.conflicts + merged.taken and not sent.editing_rows:
        names = _names(filled, merged)
        return _show(request, filled, shown, kept, 409 if merged.conflicts else 422, other_tab=names)
    if sent.editing_rows:
        return _show(request, filled, sent, kept)
    if "later" in request.POST:
        return redirect("bundles:joint", joint_id=joint_id)
    if not sent.is_valid():
        return _show(request, filled, sent, kept, 422)
    return redirect("bundles:materials", joint_id=joint_id)


@require_POST
@allow(*WHO)
def autosave(request: HttpRequest, joint_id: int) -> HttpResponse:
    """Keep what is being typed, complete or not; says what this tab has seen from now on."""
    joint = editable(request, joint_id)
    if isinstance(joint, HttpResponse):
        text = gettext("这份申请已经在别处提交，本页的修改不会保存。请刷新页面。")
        return JsonResponse({"message": text, "stopped": True}, status=409)
    filled = selectors.filling(joint)
    sent = build_form(filled.composition.schema, request.POST, prefix=PREFIX)
    merged = _merged(request, filled, sent)
    _save(request, filled, merged.keeping(_kept(filled)))
    base = unpacked(request.POST.get(SEEN, ""))
    answer = {"seen": packed(merged.seen(base, sent.value)), "message": ""}
    if merged.conflicts or merged.taken:
        text = gettext("另一个页面也在填这份申请，改了：%(names)s。两边的内容都在，按“下一步”时会请您核对。")
        answer["message"] = text % {"names": "、".join(_names(filled, merged))}
    return JsonResponse(answer)


def _kept(filled: selectors.Filling) -> dict[str, Any]:
    """Of what is kept that which the form shows in this situation."""
    shown = {spec.name for spec in specs(filled.composition.schema)}
    return {name: part for name, part in dict(filled.joint.data).items() if name in shown}


def _merged(request: HttpRequest, filled: selectors.Filling, sent: ItemForm) -> Merged:
    return merge(unpacked(request.POST.get(SEEN, "")), sent.value, _kept(filled))


def _save(request: HttpRequest, filled: selectors.Filling, value: dict[str, Any]) -> None:
    """Keep the values; fields of another situation, which this form does not show, stay as they were."""
    if value != _kept(filled):
        shown = _kept(filled)
        rest = {name: part for name, part in dict(filled.joint.data).items() if name not in shown}
        services.save_joint(actor_of(request), joint_id=filled.joint.pk, data=rest | value)


def _names(filled: selectors.Filling, merged: Merged) -> list[str]:
    wanted = merged.conflicts + merged.taken
    return [spec.title for spec in specs(filled.composition.schema) if spec.name in wanted]


def _prefilled(filled: selectors.Filling) -> ItemForm:
    """What was kept, and for what was not yet filled in what is known."""
    schema = filled.composition.schema
    known = form_values.prefill(schema, selectors.known_to(filled.joint))
    sources = {name: gettext("来自申请人登记信息") for name in known if name not in filled.joint.data}
    return build_form(schema, value={**known, **filled.joint.data}, sources=sources, prefix=PREFIX)


def _show(
    request: HttpRequest,
    filled: selectors.Filling,
    drawn: ItemForm,
    seen: dict[str, Any],
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = context_of(request, filled, "form", form=drawn, seen=packed(seen), **more)
    return render(request, "bundles/form.html", context, status=status)
