"""The six lists: as the items give them now, and as they were made public (2.7)."""

from collections.abc import Iterable

from django.utils.translation import gettext

from oneseal.catalog.models import ItemVersion, PublishedList
from oneseal.catalog.rules import lists as rules
from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.selectors.items import content_of
from oneseal.catalog.selectors.keeping import published_contents
from oneseal.foundation.display import duration_text
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_

LISTED = "、"


def kind_of(key: str) -> rules.ListKind:
    """One of the six lists. Raises NotFound."""
    kind = rules.list_kind(key)
    if kind is None:
        raise NotFound("unknown_list", N_("没有这个清单。"))
    return kind


def generated(actor: Actor, kind: rules.ListKind) -> tuple[list[rules.Line], list[str]]:
    """The lines that a list would have if it were made public now, and for the list of powers their basic codes.

    What waits for publication stands on the list of powers already: first the list, then the power.
    """
    contents = [content for _item, content in published_contents(actor)]
    if kind.key != "powers":
        return rules.lines_of(kind, contents), []
    known = {content.basic_code for content in contents}
    contents += [content for content in _in_review(actor) if content.basic_code not in known]
    return rules.lines_of(kind, contents), sorted({c.basic_code for c in contents if kind.lines(c)})


def _in_review(actor: Actor) -> list[ItemContent]:
    waiting = ItemVersion.objects.filter(item__bureau_id=actor.bureau_id, state=ItemVersion.State.REVIEW)
    return [content_of(version) for version in waiting]


def versions_of_list(bureau_id: int, key: str) -> list[PublishedList]:
    """All public versions of a list, newest first, without their lines. `bureau_id` 0: of the first bureau."""
    rows = PublishedList.objects.filter(kind=key, bureau_id=bureau_id or _first_bureau())
    return list(rows.defer("lines", "basic_codes").order_by("-number"))


def current_list(bureau_id: int, key: str) -> PublishedList | None:
    """The newest public version of a list; None before the first. `bureau_id` 0: of the first bureau."""
    rows = PublishedList.objects.filter(kind=key, bureau_id=bureau_id or _first_bureau())
    return rows.order_by("-number").first()


def list_version(bureau_id: int, key: str, number: int) -> PublishedList:
    """One public version. Raises NotFound."""
    rows = PublishedList.objects.filter(kind=key, bureau_id=bureau_id or _first_bureau(), number=number)
    found = rows.first()
    if found is None:
        raise NotFound("unknown_list_version", N_("这张清单没有这一版，请从版本列表里选择。"))
    return found


def differences(row: PublishedList) -> list[rules.LineChange]:
    """What a public version changed against the one before it; empty for the first."""
    before = PublishedList.objects.filter(bureau_id=row.bureau_id, kind=row.kind, number=row.number - 1)
    old = before.first()
    return rules.difference(as_lines(old), as_lines(row)) if old else []


def as_lines(row: PublishedList) -> list[rules.Line]:
    """The lines of a public version."""
    return [tuple(line) for line in row.lines]


def said_cell(cell: str) -> str:
    """A cell of our own words in the reader's language: a period, or words joined by 、; what follows ； stays."""
    words, mark, rest = cell.partition("；")
    found = rules.period(words)
    said = duration_text(found[0], str(found[1])) if found else LISTED.join(map(gettext, words.split(LISTED)))
    return f"{said}{mark}{rest}"


def said_lines(kind: rules.ListKind, lines: Iterable[rules.Line]) -> list[rules.Line]:
    """Lines as their reader sees them: data as it is, our own words in the reader's language."""
    ours = [name in kind.worded for name in kind.columns]
    return [
        tuple(said_cell(cell) if own else cell for own, cell in zip(ours, line, strict=False))
        for line in lines
    ]


def said_changes(kind: rules.ListKind, changes: Iterable[rules.LineChange]) -> list[rules.LineChange]:
    """Changes as their reader sees them."""
    return [
        rules.LineChange(each.kind, *said_lines(kind, [each.before]), *said_lines(kind, [each.after]))
        for each in changes
    ]


def _first_bureau() -> int:
    """Whose lists the public reads where one installation serves one bureau."""
    rows = PublishedList.objects.order_by("bureau_id").values_list("bureau_id", flat=True)
    return rows.first() or 0
