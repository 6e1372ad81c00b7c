"""Pages of those who keep plan layers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import model_to_dict
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.history import timeline
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.journal import Subject
from oneseal.identity.forms import attempt
from oneseal.kernel.access import DESKWORK, Actor
from oneseal.plans import selectors, services
from oneseal.plans.forms import EndForm, ImportForm, LayerForm, PublishForm, RepairForm
from oneseal.plans.models import LayerVersion, PlanLayer
from oneseal.plans.rules.geometry import areas_text
from oneseal.plans.rules.quality import LABELS, Flaw
from oneseal.plans.views.shared import VERSION_TONES

MOST_LISTED = 100


@require_safe
@allow(*DESKWORK)
def layers(request: HttpRequest) -> HttpResponse:
    """Every layer with its version in force, and all of them on one map."""
    actor = actor_of(request)
    rows = selectors.current_layers(actor.bureau_id)
    context = {
        "rows": rows,
        "drawn": selectors.map_layers(rows),
        "bounds": selectors.bounds_of(version for _, version in rows),
        "keeper": actor.has(*selectors.KEEPERS),
    }
    return render(request, "plans/layers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def new(request: HttpRequest) -> HttpResponse:
    """Set up a layer."""
    posted = request.method == "POST"
    form = LayerForm(request.POST if posted else None)
    if posted:
        made: list[PlanLayer] = []
        if attempt(form, lambda: made.append(services.keep_layer(actor_of(request), **form.cleaned_data))):
            messages.success(request, gettext("图层已建立，接着导入数据。"))
            return redirect("plans:import", layer_id=made[0].pk)
    return render(request, "plans/layer_form.html", {"form": form}, status=422 if posted else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def edit(request: HttpRequest, layer_id: int) -> HttpResponse:
    """Describe a layer anew."""
    actor = actor_of(request)
    layer = selectors.access_layer(actor, layer_id)
    posted = request.method == "POST"
    form = LayerForm(request.POST if posted else None, initial=model_to_dict(layer), fixed=True)
    if posted and attempt(form, lambda: services.keep_layer(actor, layer_id=layer_id, **form.cleaned_data)):
        messages.success(request, gettext("已保存。"))
        return redirect("plans:layer", layer_id=layer_id)
    context = {"form": form, "layer": layer}
    return render(request, "plans/layer_form.html", context, status=422 if posted else 200)


@require_safe
@allow(*DESKWORK)
def layer(request: HttpRequest, layer_id: int) -> HttpResponse:
    """One layer with its versions."""
    actor = actor_of(request)
    return _layer(request, actor, selectors.access_layer(actor, layer_id), EndForm())


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def retire(request: HttpRequest, layer_id: int) -> HttpResponse:
    """Hold a layer against sites no longer."""
    actor = actor_of(request)
    found = selectors.access_layer(actor, layer_id)
    form = EndForm(request.POST)
    if attempt(form, lambda: services.retire_layer(actor, layer_id=layer_id, **form.cleaned_data)):
        messages.success(request, gettext("图层已撤下，不再参与核对。"))
        return redirect("plans:layer", layer_id=layer_id)
    return _layer(request, actor, found, form)


def _layer(request: HttpRequest, actor: Actor, found: PlanLayer, form: EndForm) -> HttpResponse:
    versions = selectors.versions_of(found)
    keeper = actor.has(*selectors.KEEPERS)
    seen = [each for each in versions if keeper or each.published_at]
    current = next((each for each in versions if each.state == "current"), None)
    context = {
        "layer": found,
        "versions": [(each, VERSION_TONES[each.state]) for each in seen],
        "current": current,
        "drawn": selectors.map_layers([(found, current)]),
        "bounds": selectors.bounds_of([current]),
        "keeper": keeper,
        "form": form,
        "timeline": timeline(Subject("plan_layer", found.pk)),
    }
    return render(request, "plans/layer.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(*selectors.KEEPERS)
@idempotent
def import_file(request: HttpRequest, layer_id: int) -> HttpResponse:
    """Import a file as a new version, which is then looked at."""
    actor = actor_of(request)
    found = selectors.access_layer(actor, layer_id)
    posted = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if posted else ImportForm()
    if posted:
        made: list[LayerVersion] = []
        if attempt(
            form,
            lambda: made.append(services.import_version(actor, layer_id=layer_id, **form.said())),
        ):
            messages.success(request, gettext("已导入，请核对后启用。"))
            return redirect("plans:version", version_id=made[0].pk)
    return render(request, "plans/import.html", {"layer": found, "form": form}, status=422 if posted else 200)


@require_safe
@allow(*DESKWORK)
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """One version: what it holds, what is wrong with it, the map."""
    actor = actor_of(request)
    return _version(request, actor, selectors.access_version(actor, version_id))


Act = Callable[[Actor, int, Any], object]
ACTS: dict[str, Act] = {
    "repair": lambda actor, pk, form: services.repair_version(actor, version_id=pk),
    "publish": lambda actor, pk, form: services.publish_version(actor, version_id=pk, **form.cleaned_data),
    "end": lambda actor, pk, form: services.end_version(actor, version_id=pk, **form.cleaned_data),
}


def _form(verb: str, found: LayerVersion, data: Any = None) -> Any:
    if verb == "publish":
        overlaps = found.problem_counts.get(Flaw.OVERLAP, 0)
        return PublishForm(data, overlaps=overlaps, auto_id="id_publish_%s")
    return {"repair": RepairForm, "end": EndForm}[verb](data, auto_id=f"id_{verb}_%s")


@require_POST
@allow(*selectors.KEEPERS)
@idempotent
def act(request: HttpRequest, version_id: int, verb: str) -> HttpResponse:
    """Repair, publish, or end a version."""
    if verb not in ACTS:
        raise Http404
    actor = actor_of(request)
    found = selectors.access_version(actor, version_id)
    form = _form(verb, found, request.POST)
    if attempt(form, lambda: ACTS[verb](actor, version_id, form)):
        said = {
            "repair": gettext("已修复，请再核对。"),
            "publish": gettext("已启用。"),
            "end": gettext("已记录。"),
        }
        messages.success(request, said[verb])
        return redirect("plans:version", version_id=version_id)
    return _version(request, actor, found, **{verb: form})


def _version(request: HttpRequest, actor: Actor, found: LayerVersion, **bound: Any) -> HttpResponse:
    verbs = _verbs(found) if actor.has(*selectors.KEEPERS) else []
    counts = found.problem_counts
    context = {
        "version": found,
        "layer": found.layer,
        "tone": VERSION_TONES[found.state],
        "areas": areas_text(found.area_m2),
        "drawn": selectors.map_layers([(found.layer, found)]),
        "bounds": selectors.bounds_of([found]),
        "forms": {verb: bound.get(verb) or _form(verb, found) for verb in verbs},
        "problems": [
            {**each, "label": gettext(LABELS[Flaw(each["flaw"])])} for each in found.problems[:MOST_LISTED]
        ],
        "problems_count": sum(counts.values()),
        "listed": MOST_LISTED,
        "keeper": actor.has(*selectors.KEEPERS),
    }
    return render(request, "plans/version.html", context, status=422 if bound else 200)


def _verbs(found: LayerVersion) -> list[str]:
    if found.state == "draft":
        stopped = found.problem_counts.get("stopping")
        return ["repair", "end"] if stopped else ["publish", "end"]
    return ["end"] if found.state == "current" else []
