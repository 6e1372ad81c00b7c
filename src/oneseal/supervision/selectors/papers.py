"""What goes with a push: the decision, the certificate, every material of the case (SUP-A)."""

from dataclasses import dataclass
from typing import Any

from oneseal.cases import selectors as cases
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.supervision.models import Push
from oneseal.supervision.selectors.access import access_push, is_department


@dataclass(frozen=True, slots=True)
class Paper:
    """One file: what it is called and the stored file."""

    name: str
    file: Any


def papers(push: Push) -> list[Paper]:
    """The decision and the certificate first, then materials as they were handed in last."""
    found = []
    decision = cases.effective_decisions([push.case_id]).get(push.case_id)
    if decision and decision.document and decision.document.file:
        found.append(Paper(f"{decision.document.title} {decision.document.number}", decision.document.file))
    if push.certificate and push.certificate.pdf:
        found.append(Paper(f"{push.certificate.name} {push.certificate.number}", push.certificate.pdf))
    dossier = cases.dossier(push.case_id)
    rows = dossier.materials if dossier else []
    return found + [Paper(row.name, row.file) for row in rows if not row.replaced]


def access_paper(actor: Actor, push_id: int, file_id: int) -> Any:
    """The stored file, for the bureau's officers and for the department that signed for the push. Raises NotFound."""
    push = access_push(actor, push_id)
    known = papers(push) if push.received_at or not is_department(actor) else []
    file = next((each.file for each in known if each.file.pk == file_id), None)
    if file is None:
        raise NotFound("not_found", N_("没有找到这个文件，或者您无权查看。"))
    return file
