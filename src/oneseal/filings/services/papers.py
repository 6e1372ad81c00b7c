"""The papers of a filing: taken in before it, bound to it with it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oneseal.catalog.rules.content import ItemContent
from oneseal.catalog.rules.situations import resolve
from oneseal.documents import selectors as kept
from oneseal.documents import services as documents
from oneseal.filings.models import Filing, FilingPaper
from oneseal.filings.rules.life import BASIS
from oneseal.filings.rules.papers import PREFIX
from oneseal.filings.selectors import PAPER
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, NotFound, RuleViolation
from oneseal.kernel.text import N_

if TYPE_CHECKING:
    from oneseal.documents.models import StoredFile


def keep_paper(actor: Actor, *, bureau_id: int, name: str, content: bytes) -> "StoredFile":
    """Take in a file for a filing that is being made: only its owner reads it until then.

    Raises RuleViolation at `file` as documents.services.store_file does.
    """
    return documents.store_file(actor, bureau_id=bureau_id, name=name, content=content, purpose=PAPER)


def papers_given(actor: Actor, given: Mapping[str, int | None]) -> "dict[str, StoredFile | None]":
    """The files behind the ids, the actor's own. Only a clerk has seen papers without a file."""
    found: dict[str, StoredFile | None] = {}
    for code, file_id in given.items():
        if file_id is None and not actor.has(Role.CLERK):
            text = N_("网上备案要上传文件；只有窗口人员可以登记看过纸质原件。")
            raise Forbidden("paper_not_seen", text, field=f"{PREFIX}{code}", basis=BASIS)
        found[code] = None if file_id is None else own_paper(actor, file_id, code)
    return found


def own_paper(actor: Actor, file_id: int, code: str) -> "StoredFile":
    """A file that the actor took in for a filing. Raises RuleViolation at the paper's field."""
    try:
        file = kept.kept_file(file_id, PAPER)
    except NotFound:
        file = None
    if file is None or file.owner_id != actor.account_id:
        text = N_("这个文件不能用在这次备案里，请重新上传。")
        raise RuleViolation("paper_not_yours", text, field=f"{PREFIX}{code}", basis=BASIS)
    return file


def add_papers(filing: Filing, content: ItemContent, given: "Mapping[str, StoredFile | None]") -> None:
    """Bind the papers to a filing just made, under the names that the item gives them."""
    names = {each.code: each.name for each in resolve(content, {}).materials}
    FilingPaper.objects.bulk_create(
        FilingPaper(filing=filing, code=code, name=names[code], file=file) for code, file in given.items()
    )
