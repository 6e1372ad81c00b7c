"""The plan of key projects for other systems, such as the investment platform."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from oneseal.advance import selectors
from oneseal.advance.models import KeyProject
from oneseal.identity.tokens import Scope

router = Router(tags=["重点项目"], auth=Scope("catalog:read"))


class KeyProjectFilter(Schema):
    """Which projects: of one year; with these words in name, code or owner; `after` is what the page before gave."""

    year: Annotated[int, Field(ge=2000, le=2100)] | None = None
    q: Annotated[str, Field(max_length=60)] = ""
    after: Annotated[str, Field(max_length=200)] = ""


class KeyProjectOut(Schema):
    """One project of the plan. `level`: district, city, province, state; `owner_code`: unified social credit code."""

    id: UUID
    year: int
    level: str
    code: str
    name: str
    owner: str
    owner_code: str
    industry: str
    approved_by: str

    @classmethod
    def of(cls, row: KeyProject) -> "KeyProjectOut":
        """The row's columns."""
        names = [name for name in cls.model_fields if name != "id"]
        return cls(id=row.uid, **{name: getattr(row, name) for name in names})


class KeyProjectList(Schema):
    """One page, newest plan first; `next` is empty on the last."""

    projects: list[KeyProjectOut]
    next: str


@router.get("", response={200: KeyProjectList}, operation_id="list_key_projects")
def list_key_projects(request: HttpRequest, asked: Query[KeyProjectFilter]) -> KeyProjectList:
    """The projects that stand on the plans."""
    said = {"q": asked.q, "after": asked.after, "year": str(asked.year or "")}
    page = selectors.public_projects(said)
    return KeyProjectList(projects=[KeyProjectOut.of(row) for row in page.rows], next=page.next)
