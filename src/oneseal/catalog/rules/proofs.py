"""The list of proofs (证明事项清单): only what stands on it may be asked for, and only as it says (2.23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from oneseal.catalog.rules.content import ItemContent, Material
from oneseal.catalog.rules.gaps import Gap
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

BASIS: Final = "优化营商环境条例第四十四条"
"""Number and gist of the article checked against a public page that quotes it, not against the gazette (K)."""
WORD: Final = "证明"
"""A material whose name has this word is a proof; others are where the list names them."""


class Way(StrEnum):
    """What became of asking for a proof."""

    KEPT = "kept"
    COMMITMENT = "commitment"
    DATA = "data"
    CANCELLED = "cancelled"


WAYS: Final = {
    Way.KEPT: N_("仍需提交"),
    Way.COMMITMENT: N_("改为告知承诺"),
    Way.DATA: N_("改为部门核查"),
    Way.CANCELLED: N_("已取消"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One proof as the list has it; `source`: where it is checked instead."""

    way: str
    source: str = ""


def problems(content: ItemContent, listed: Mapping[str, Listed]) -> list[Gap]:
    """Proofs that an item asks for against the list; nothing before the bureau has made its list (2.23)."""
    if not listed:
        return []
    found = [
        _problem(each, content, listed, f"materials.{n}.name") for n, each in enumerate(content.materials)
    ]
    return [gap for gap in found if gap is not None]


def _problem(material: Material, content: ItemContent, listed: Mapping[str, Listed], path: str) -> Gap | None:
    entry, said = listed.get(material.name), {"name": material.name}
    if entry is None:
        text = N_("“%(name)s”不在证明事项清单里，不能要求。请先写明依据列入清单，或者删除。")
        return Gap(path, "proof_unlisted", text, said, BASIS) if WORD in material.name else None
    if entry.way == Way.CANCELLED:
        text = N_("“%(name)s”已从证明事项清单取消，不能再要求。请删除这份材料。")
        return Gap(path, "proof_cancelled", text, said, BASIS)
    if entry.way == Way.DATA and not material.shared_source:
        text = N_("“%(name)s”已改为从“%(source)s”核查。请填写共享来源，申请人就不用交。")
        return Gap(path, "proof_by_data", text, said | {"source": entry.source}, BASIS)
    if entry.way == Way.COMMITMENT and not (
        content.commitment and material.code in content.commitment_replaces
    ):
        text = N_("“%(name)s”已改为告知承诺。请开通告知承诺，并把它列为承诺可以代替的材料。")
        return Gap(path, "proof_by_commitment", text, said, BASIS)
    return None


def entry_problems(name: str, basis: str, issuer: str, way: str, source: str) -> list[RuleViolation]:
    """What an entry must say: name; ground and issuer unless cancelled; the source of a check."""
    wanted = [("name", name, N_("请填写证明的名称。"))]
    if way != Way.CANCELLED:
        wanted.append(
            ("basis", basis, N_("请写明要求这项证明的法律、法规或者国务院决定；没有依据的只能取消。"))
        )
        wanted.append(("issuer", issuer, N_("请写明由谁开具；没有单位能开具的证明不能要求。")))
    if way == Way.DATA:
        wanted.append(("source", source, N_("请写明从哪里核查。")))
    return [
        RuleViolation(f"{field}_missing", text, field=field, basis=BASIS)
        for field, value, text in wanted
        if not value.strip()
    ]
