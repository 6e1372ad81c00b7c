"""Flow exchange: a version's steps as a BPMN 2.0 file, and such a file into a draft after a look at what changes."""

import hashlib

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from oneseal.catalog import selectors, services
from oneseal.catalog.models import ItemVersion
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentences
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

KEPT_SECONDS = 3600


@require_safe
@allow(Role.ITEM_KEEPER)
def flow_file(request: HttpRequest, version_id: int) -> HttpResponse:
    """The version's steps as a BPMN 2.0 file."""
    version = selectors.access_version(actor_of(request), version_id)
    try:
        data = services.export_flow(version)
    except Violations as error:
        return _page(request, version, error)
    answer = HttpResponse(data, content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="flow-{version.pk}.bpmn"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@limit("30/m", by="account", methods=("POST",))
@idempotent
def flow(request: HttpRequest, version_id: int) -> HttpResponse:
    """Export; choose a file, see what it would change, take it over."""
    version = selectors.access_version(actor_of(request), version_id)
    if request.method != "POST":
        return _page(request, version)
    try:
        return _apply(request, version) if request.POST.get("token") else _preview(request, version)
    except (RuleViolation, Violations) as error:
        return _page(request, version, error)


def _preview(request: HttpRequest, version: ItemVersion) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        raise RuleViolation("file_missing", N_("请选择一个 .bpmn 文件。"), field="file")
    data = file.read()
    preview = services.preview_flow(actor_of(request), version_id=version.pk, data=data)
    token = hashlib.sha256(data).hexdigest()
    cache.set(_key(request, version, token), data, KEPT_SECONDS)
    return _page(request, version, preview=preview, token=token, file_name=file.name)


def _apply(request: HttpRequest, version: ItemVersion) -> HttpResponse:
    key = _key(request, version, request.POST["token"])
    data = cache.get(key)
    if data is None:
        raise RuleViolation("file_gone", N_("预览已过期，请重新选择文件。"), field="file")
    digest = request.POST.get("digest", "")
    services.import_flow(actor_of(request), version_id=version.pk, data=data, expected_digest=digest)
    cache.delete(key)
    messages.success(request, gettext("已导入办理流程，请核对各环节。"))
    return redirect("catalog:edit", version.pk, "steps")


def _key(request: HttpRequest, version: ItemVersion, token: str) -> str:
    """Only the one who uploaded a file can take it over, into the same version."""
    return f"catalog-flow-{actor_of(request).account_id}-{version.pk}-{token[:64]}"


def _page(
    request: HttpRequest,
    version: ItemVersion,
    error: RuleViolation | Violations | None = None,
    **more: object,
) -> HttpResponse:
    context = {
        "version": version,
        "item": version.item,
        "digest": version.digest,
        "editable": version.state == ItemVersion.State.DRAFT,
        "refused": sentences(error) if error else [],
        **more,
    }
    return render(request, "catalog/flow.html", context, status=422 if error else 200)
