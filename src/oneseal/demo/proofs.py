"""The list of proofs of the demonstration bureau: what its items ask for, and what was struck off (2.23)."""

from collections.abc import Callable

from oneseal.catalog import selectors, services
from oneseal.catalog.rules.content import ItemContent, Material
from oneseal.catalog.rules.labels import cite
from oneseal.catalog.rules.proofs import WORD, Way
from oneseal.kernel.access import Actor

ActorInPost = Callable[[int, str, int], Actor]
STRUCK_OFF = ("婚姻状况证明", "无工作证明", "同一人身份证明", "场所无违法建设证明", "未享受同类补贴证明")
RANK = (Way.KEPT, Way.COMMITMENT, Way.DATA)


def load_proofs(bureau_id: int, post: ActorInPost) -> int:
    """List every proof that an item asks for, as it asks, and those that nobody asks for any more; returns how many."""
    keeper = post(bureau_id, "item_keeper", 0)
    if selectors.listed_proofs().filter(bureau=bureau_id).exists():
        return 0
    found: dict[str, services.ProofEntry] = {}
    for _, content in selectors.published_contents(keeper):
        for material in content.materials:
            if WORD in material.name:
                entry = _entry(material, content)
                known = found.get(material.name)
                if known is None or RANK.index(Way(entry.way)) < RANK.index(Way(known.way)):
                    found[material.name] = entry
    gone = [services.ProofEntry(name, way=Way.CANCELLED) for name in STRUCK_OFF]
    for entry in [*found.values(), *gone]:
        services.list_proof(keeper, entry)
    return len(found) + len(gone)


def _entry(material: Material, content: ItemContent) -> services.ProofEntry:
    ground = content.basis[0]
    committed = content.commitment and material.code in content.commitment_replaces
    way = Way.DATA if material.shared_source else Way.COMMITMENT if committed else Way.KEPT
    return services.ProofEntry(
        material.name,
        cite(ground.law, ground.article),
        material.issuer or material.shared_source or "有资质的单位",
        way,
        material.shared_source,
    )
