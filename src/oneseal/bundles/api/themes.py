"""Themes for other systems: what can be applied for together, and what it is in a situation (5.20, ONE-6)."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Path, Query, Router, Schema

from oneseal.bundles import selectors
from oneseal.bundles.models import Theme
from oneseal.bundles.rules.content import ThemeContent
from oneseal.bundles.selectors.themes import Blocks
from oneseal.catalog.rules.composing import Asked, Composition, Joined
from oneseal.catalog.rules.composing_figures import Saving, savings
from oneseal.catalog.rules.composing_graph import promised
from oneseal.foundation.access import actor_of
from oneseal.identity.tokens import Scope

router = Router(tags=["一件事"], auth=Scope("catalog:read"))
ThemeCode = Annotated[str, Field(max_length=60, pattern=r"^[-a-zA-Z0-9_]+$")]
ThemeAnswer = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9_]+=[A-Za-z0-9_]+$")]


class ThemeOut(Schema):
    """A theme in short. `kind`: theme or package; `items`: the codes of the items that it may bring."""

    code: str
    kind: str
    title: str
    summary: str
    audience: str
    items: list[str]

    @classmethod
    def of(cls, row: Theme, content: ThemeContent) -> "ThemeOut":
        """What its published version says."""
        own = {"title": content.title, "summary": content.summary, "audience": content.audience}
        return cls(code=row.code, kind=row.kind, items=content.codes, **own)


class ThemeOption(Schema):
    """One answer."""

    code: str
    label: str


class ThemeQuestion(Schema):
    """A question that applies after the answers given. `items`: whose it is; none: the theme's own."""

    key: str
    text: str
    help: str
    multiple: bool
    options: list[ThemeOption]
    items: list[str]

    @classmethod
    def of(cls, asked: Asked) -> "ThemeQuestion":
        """As the applicant meets it."""
        options = [ThemeOption(code=each.code, label=each.label) for each in asked.options]
        own: dict[str, Any] = {
            "key": asked.key,
            "text": asked.text,
            "help": asked.help,
            "multiple": asked.multiple,
        }
        return cls(options=options, items=list(asked.for_items), **own)


class ThemePart(Schema):
    """An item, or a partner's errand (`partner`), that applies; `days`: working days promised; `waits`: for whom."""

    code: str
    name: str
    partner: str
    wave: int
    days: float
    waits: list[str]


class ThemeMaterial(Schema):
    """A material of the one set. Not `asked`: another item makes it (`produced_by`), or the bureau fetches it."""

    code: str
    name: str
    note: str
    asked: bool
    must: bool
    needed_by: list[str]
    produced_by: str

    @classmethod
    def of(cls, joined: Joined) -> "ThemeMaterial":
        """With the items that need it."""
        about = joined.material
        own = {"code": joined.code, "name": about.name, "note": about.note, "produced_by": joined.produced_by}
        return cls(asked=joined.asked, must=joined.must, needed_by=list(joined.needed_by), **own)


class ThemeFigure(Schema):
    """What is reduced: links, materials, days, trips; before and after, and how each was counted."""

    key: str
    name: str
    unit: str
    before: int
    after: int
    saved: int
    formula: str

    @classmethod
    def of(cls, row: Saving) -> "ThemeFigure":
        """In the reader's language."""
        said = {name: gettext(getattr(row, name)) for name in ("name", "unit", "formula")}
        return cls(key=row.key, before=row.before, after=row.after, saved=row.saved, **said)


class ThemeDetail(ThemeOut):
    """A theme for the answers given: what applies of it, the one form as a JSON Schema, the promise, the figures.

    `appliable` is false where an item of it cannot be applied for today; `why_not` says which.
    """

    version: int
    appliable: bool
    why_not: list[str]
    answers: dict[str, list[str]]
    unanswered: list[str]
    questions: list[ThemeQuestion]
    parts: list[ThemePart]
    form: dict[str, Any]
    materials: list[ThemeMaterial]
    promise_days: int
    figures: list[ThemeFigure]


class ThemeSituation(Schema):
    """Answers to the questions."""

    answer: list[ThemeAnswer] = Field([], max_length=100, description="情形答案，如 board=yes，可重复")

    def answers(self) -> dict[str, list[str]]:
        """By question."""
        found: dict[str, list[str]] = {}
        for question, _sign, option in (each.partition("=") for each in self.answer):
            found.setdefault(question, []).append(option)
        return found


@router.get("", response={200: list[ThemeOut]}, operation_id="list_themes")
def list_themes(request: HttpRequest) -> list[ThemeOut]:
    """The bureau's themes and packages that can be applied for."""
    rows = selectors.offered_themes(actor_of(request))
    return [ThemeOut.of(row, selectors.published_content(row)) for row in rows]


@router.get("/{code}", response={200: ThemeDetail}, operation_id="get_theme")
def get_theme(request: HttpRequest, code: Path[ThemeCode], situation: Query[ThemeSituation]) -> ThemeDetail:
    """One of them, for the answers given: ask again with more answers until nothing is unanswered."""
    row = selectors.offered_theme(actor_of(request), code)
    content = selectors.published_content(row)
    built = selectors.blocks(row.bureau_id, content)
    one = built.compose(situation.answers())
    gaps = [each.text for each in built.problems()]
    return ThemeDetail(
        **ThemeOut.of(row, content).model_dump(),
        version=row.current.number if row.current else 0,
        appliable=not gaps,
        why_not=gaps,
        answers=one.answers,
        unanswered=list(one.unanswered),
        questions=[ThemeQuestion.of(each) for each in one.questions],
        parts=parts(built, one),
        form=one.schema,
        materials=[ThemeMaterial.of(each) for each in one.materials],
        promise_days=one.plan.days,
        figures=[ThemeFigure.of(each) for each in savings(one)],
    )


def parts(built: Blocks, one: Composition) -> list[ThemePart]:
    """Items and errands in the order in which they may run."""
    names, errands = one.design.names, {each.key: each for each in built.content.errands}
    found = []
    for wave, keys in enumerate(one.plan.waves, start=1):
        for key in keys:
            member = one.member(key)
            days = promised(member.content, member.situation.variant) if member else errands[key].days
            found.append(
                ThemePart(
                    code=key,
                    name=names[key],
                    partner="" if member else errands[key].partner,
                    wave=wave,
                    days=days,
                    waits=list(one.plan.waits[key]),
                )
            )
    return found
