"""The catalogue for other systems: search, items, versions, guides, forms."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from oneseal.catalog import selectors, services
from oneseal.catalog.models import Item, ItemVersion
from oneseal.catalog.rules import variants
from oneseal.catalog.rules.situations import resolve
from oneseal.foundation import clock
from oneseal.foundation.access import actor_of
from oneseal.identity.tokens import Scope
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

router = Router(tags=["事项 catalogue"], auth=Scope("catalog:read"))
PAGE_LIMIT = 100


class ItemOut(Schema):
    """One item in a list."""

    code: str
    name: str
    type: str
    department: str
    online: bool
    appliable: bool
    for_person: bool
    for_organisation: bool
    themes: list[str]


class ItemPage(Schema):
    """A page of items."""

    count: int
    page: int
    size: int
    items: list[ItemOut]


class VersionOut(Schema):
    """One version of an item; dates are days in the bureau's time."""

    id: int
    number: int
    state: str
    digest: str
    effective_from: date | None
    effective_to: date | None


class ItemDetail(Schema):
    """An item with all that its applicable version says (ItemContent)."""

    code: str
    name: str
    type: str
    status: str
    raw_code: str
    version: VersionOut
    content: dict[str, Any]


class FormOut(Schema):
    """What applies in one situation: JSON Schema of the form, materials, questions still to be answered."""

    version: int
    answers: dict[str, list[str]]
    unanswered: list[str]
    form: dict[str, Any]
    materials: list[dict[str, Any]]


class SearchIn(Schema):
    """What is looked for."""

    q: str = Field("", max_length=60, description="名称、关键词、拼音或首字母")
    audience: str = Field("", pattern="^(person|organisation)?$")
    type: str = Field("", pattern=r"^(\d\d)?$")
    theme: str = Field("", max_length=80)
    online: bool = False
    page: int = Field(1, ge=1, le=1000)
    size: int = Field(20, ge=1, le=PAGE_LIMIT)


Answer = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}=[a-z][a-z0-9_]{0,39}$")]


class SituationIn(Schema):
    """Answers to the situation questions."""

    answer: list[Answer] = Field([], max_length=50, description="情形答案，如 premises=leased，可重复")


@router.get("", response={200: ItemPage}, summary="查找事项")
def list_items(request: HttpRequest, search: Query[SearchIn]) -> dict[str, Any]:
    """Items in use that match, best first."""
    asked = clean(search.q)
    filters = selectors.Filters(
        type=search.type, audience=search.audience, theme=clean(search.theme), online=search.online
    )
    found = selectors.search_items(asked, filters, page=search.page, size=search.size)
    count = selectors.count_items(asked, filters)
    return {"count": count, "page": search.page, "size": search.size, "items": found}


def clean(text: str) -> str:
    """Text without the NUL character, which PostgreSQL cannot hold."""
    return text.replace("\x00", "")


@router.get("/{code}", response={200: ItemDetail}, summary="事项详情")
def show_item(request: HttpRequest, code: str) -> dict[str, Any]:
    """What applies today."""
    item, version = _current(request, code)
    return {
        "code": item.code,
        "name": item.name,
        "type": item.type,
        "status": item.status,
        "raw_code": item.raw_code,
        "version": version,
        "content": selectors.content_of(version).model_dump(mode="json"),
    }


@router.get("/{code}/versions", response={200: list[VersionOut]}, summary="事项版本")
def list_versions(request: HttpRequest, code: str) -> list[ItemVersion]:
    """Published versions, newest first."""
    actor = actor_of(request)
    return selectors.versions_of(actor, selectors.item_by_code(actor, clean(code)))


@router.get("/{code}/flow", summary="办理流程（BPMN 2.0）")
def show_flow(request: HttpRequest, code: str) -> HttpResponse:
    """The steps that apply today as a BPMN 2.0 model with its diagram."""
    _item, version = _current(request, code)
    return HttpResponse(services.export_flow(version), content_type="application/xml")


@router.get("/{code}/form", response={200: FormOut}, summary="申请表和材料")
def show_form(
    request: HttpRequest,
    code: str,
    situation: Query[SituationIn],
) -> dict[str, Any]:
    """Form and materials for the answers to the situation questions."""
    _item, version = _current(request, code)
    answers: dict[str, list[str]] = {}
    for question, _sign, option in (one.partition("=") for one in situation.answer):
        answers.setdefault(question, []).append(option)
    content = selectors.content_of(version)
    found = resolve(content, answers)
    return {
        "version": version.pk,
        "answers": found.answers,
        "variant": found.variant.model_dump(mode="json") if found.variant else None,
        "handling_code": variants.handling_code(content, found.variant),
        "unanswered": [question.code for question in found.unanswered],
        "form": found.schema,
        "materials": [material.model_dump(mode="json") for material in found.materials],
    }


def _current(request: HttpRequest, code: str) -> tuple[Item, ItemVersion]:
    item = selectors.item_by_code(actor_of(request), clean(code))
    version = selectors.current_version(item.pk, clock.today())
    if version is None:
        raise NotFound("no_current_version", N_("这个事项还没有已发布的版本。"))
    return item, version
