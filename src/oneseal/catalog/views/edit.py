"""Editing a draft, section by section."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from oneseal.catalog import selectors, services
from oneseal.catalog.forms import ItemForm, build_form, translated
from oneseal.catalog.models import ItemVersion
from oneseal.catalog.rules import editing, publishing
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.labels import FIELDS
from oneseal.catalog.selectors.keeping import proof_gaps
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
from oneseal.kernel.access import Role
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@idempotent
def edit(request: HttpRequest, version_id: int, key: str) -> HttpResponse:
    """One section of a draft; what is wrong is told at the field, what was typed stays."""
    version = selectors.access_version(actor_of(request), version_id)
    section = editing.part(key)
    if section is None:
        raise NotFound("unknown_section", N_("没有这一部分内容。"))
    schema = translated(section.schema)
    if request.method != "POST":
        form = build_form(schema, value=editing.to_form(selectors.content_of(version), section))
        return _page(request, version, section, form)
    form = build_form(schema, request.POST)
    if form.is_valid() and _save(request, version, section, form):
        messages.success(request, gettext("已保存草稿。"))
        return redirect("catalog:edit", version_id, key)
    return _page(request, version, section, form, status=200 if form.editing_rows else 422)


def _save(request: HttpRequest, version: ItemVersion, section: editing.Part, form: ItemForm) -> bool:
    """Save the section; False with the reasons in the form."""
    try:
        data = editing.from_form(selectors.content_of(version), section, form.value)
        content = ItemContent.model_validate(data)
        services.save_draft(
            actor_of(request),
            version_id=version.pk,
            content=content,
            expected_digest=request.POST.get("digest", ""),
        )
    except json.JSONDecodeError as error:
        text = gettext("第%(line)d行第%(column)d个字符处不是有效的 JSON：%(why)s。请改正后再保存。")
        form.add_error("form", text % {"line": error.lineno, "column": error.colno, "why": error.msg})
    except ValidationError as error:
        for part in error.errors():
            form.add_error(None, _where(part["loc"]) + part["msg"])
    except RuleViolation as error:
        form.add_error(None, sentence(error))
    else:
        return True
    return False


def _where(path: tuple[int | str, ...]) -> str:
    """The place of an error in words: the element and, in a list, which row."""
    name = gettext(FIELDS[str(path[0])]) if path and str(path[0]) in FIELDS else str(path[0] if path else "")
    row = gettext("第%(n)d项") % {"n": path[1] + 1} if len(path) > 1 and isinstance(path[1], int) else ""
    return f"{name}{row}：" if name else ""


def _page(
    request: HttpRequest, version: ItemVersion, section: editing.Part, form: ItemForm, status: int = 200
) -> HttpResponse:
    content = selectors.content_of(version)
    gaps = publishing.problems(content) + proof_gaps(version.item.bureau_id, content)
    shown: dict[str, Any] = {
        "version": version,
        "item": version.item,
        "section": {"key": section.key, "title": gettext(section.title)},
        "parts": [
            {"key": one.key, "title": gettext(one.title), "gaps": sum(_in(one, gap.path) for gap in gaps)}
            for one in editing.PARTS
        ],
        "gaps": [gap for gap in gaps if _in(section, gap.path)],
        "form": form,
        "digest": request.POST.get("digest") or version.digest,
        "editable": version.state == ItemVersion.State.DRAFT,
    }
    if section.key == "materials":
        shown["materials"] = content.materials
    if section.key == "form" and content.form and not form.is_bound:
        shown["preview"] = ItemForm(content.form, prefix="preview")
    return render(request, "catalog/edit.html", shown, status=status)


def _in(section: editing.Part, path: str) -> bool:
    return path.split(".")[0] in section.covers
