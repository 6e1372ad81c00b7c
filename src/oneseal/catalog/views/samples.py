"""Blank forms and filled samples: for everybody to take, for keepers to give."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from oneseal.catalog import selectors, services
from oneseal.foundation.access import actor_of, allow, allow_everyone
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.foundation.ratelimit import limit
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


@require_safe
@allow_everyone
@limit("120/m")
def sample(request: HttpRequest, version_id: int, material: str, which: str) -> FileResponse:
    """A material's blank form or filled sample, as it was published with this version."""
    file = selectors.access_sample(actor_of(request), version_id, material, which)
    return FileResponse(file.content, as_attachment=True, filename=file.name, content_type=file.media_type)


@require_POST
@allow(Role.ITEM_KEEPER)
@limit("60/m", by="account")
@idempotent
def attach(request: HttpRequest, version_id: int) -> HttpResponse:
    """Give a material of a draft its blank form or sample."""
    file = request.FILES.get("file")
    try:
        if file is None:
            raise RuleViolation("file_missing", N_("请选择要上传的文件。"), field="file")
        services.attach_material_file(
            actor_of(request),
            version_id=version_id,
            material=request.POST.get("material", ""),
            which=request.POST.get("which", ""),
            name=file.name or "",
            content=file,
        )
    except RuleViolation as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, gettext("文件已放进草稿，发布后群众可以下载。"))
    return redirect("catalog:edit", version_id, "materials")
