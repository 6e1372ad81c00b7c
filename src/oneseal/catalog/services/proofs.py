"""The list of proofs: what may be asked for and what takes its place (2.23)."""

from dataclasses import asdict, dataclass

from django.db import transaction

from oneseal.catalog.events import ProofListed
from oneseal.catalog.models import Proof
from oneseal.catalog.rules import proofs
from oneseal.catalog.services.versions import require_keeper
from oneseal.foundation import clock
from oneseal.foundation.journal import Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Violations


@dataclass(frozen=True, slots=True)
class ProofEntry:
    """One proof: its name, on what ground, who issues it, what takes its place (rules.proofs.Way), where it is checked."""

    name: str
    basis: str = ""
    issuer: str = ""
    way: str = proofs.Way.KEPT
    source: str = ""


def list_proof(actor: Actor, entry: ProofEntry) -> Proof:
    """Put a proof on the bureau's list, or change it; the name tells which. For item keepers. Raises Violations."""
    require_keeper(actor, actor.bureau_id)
    if found := proofs.entry_problems(entry.name, entry.basis, entry.issuer, entry.way, entry.source):
        raise Violations(found)
    with transaction.atomic():
        values = asdict(entry)
        name = values.pop("name").strip()
        row, _ = Proof.objects.update_or_create(
            bureau_id=actor.bureau_id, name=name, defaults=values | {"changed_at": clock.now()}
        )
        record(actor, Subject("proof", row.pk), ProofListed(name, entry.way))
    return row
