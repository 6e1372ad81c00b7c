"""The list of proofs and which items ask for what stands on it (2.23)."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from oneseal.catalog.models import Item, Proof
from oneseal.catalog.rules import proofs
from oneseal.catalog.selectors.keeping import published_contents
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_


@dataclass(frozen=True)
class Use:
    """An item in use that asks for a proof; `wrong` says what of that contradicts the list."""

    item: Item
    wrong: str = ""


@dataclass(frozen=True)
class ProofLine:
    """One proof with the items that ask for it."""

    proof: Proof
    uses: list[Use] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether an item asks for it otherwise than the list says."""
        return any(use.wrong for use in self.uses)


def listed_proofs() -> QuerySet[Proof]:
    """Everything on the lists, for everybody: the list is public."""
    return Proof.objects.order_by("name", "id")


def access_proof(actor: Actor, proof_id: int) -> Proof:
    """One proof of the actor's bureau. Raises NotFound."""
    found = Proof.objects.filter(pk=proof_id, bureau=actor.bureau_id).first()
    if found is None:
        raise NotFound("proof_not_found", N_("没有找到这项证明，或者您无权修改。"))
    return found


def proof_lines(actor: Actor) -> list[ProofLine]:
    """The bureau's list with the items in use that ask for each."""
    rows = list(listed_proofs().filter(bureau=actor.bureau_id))
    listed = {row.name: proofs.Listed(row.way, row.source) for row in rows}
    uses: dict[str, list[Use]] = {}
    for item, content in published_contents(actor):
        gaps = {str(gap.params["name"]): gap.text for gap in proofs.problems(content, listed)}
        for material in content.materials:
            if material.name in listed:
                uses.setdefault(material.name, []).append(Use(item, gaps.get(material.name, "")))
    return [ProofLine(row, uses.get(row.name, [])) for row in rows]
