"""Codes of service items: the national form taken apart, other forms kept as they are (CAT-4, CAT-9)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from oneseal.kernel.identifiers import PROVINCES, WIDE, is_uscc, tidy
from oneseal.kernel.text import N_

TYPE_CODES: Final = frozenset(["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "20"])
"""CAT-2: kinds of power, and public service."""

LEVELS: Final = frozenset("123456")
"""CAT-7: 1 国家, 2 省, 3 市, 4 县, 5 镇, 6 村."""


class ItemCodeKind(StrEnum):
    """Which of the national codes it is, a province's published form, or OTHER: whatever else systems hold."""

    BASIC = "basic"
    IMPLEMENTATION = "implementation"
    HANDLING = "handling"
    PUBLISHED = "published"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ItemCode:
    """A code with its parts. `raw` is never changed; `problems` are Chinese sentences marked with N_.

    Parts of national codes: province, type, main, sub; issuer (18 characters) and level from 31 on; variant
    at 33. Of published ones: catalogue, family, region, town, body, body_kind, level, serial. Of other codes:
    segments, and issuer or region where one stands in them.
    """

    raw: str
    kind: ItemCodeKind
    code: str
    parts: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Whether it is a national code without a fault."""
        return self.kind not in (ItemCodeKind.OTHER, ItemCodeKind.PUBLISHED) and not self.problems

    def as_json(self) -> dict[str, str]:
        """Kind and parts, for the database."""
        return {"kind": self.kind.value, **self.parts}


PUBLISHED: Final = re.compile(
    r"(?P<catalogue>[0-9A-Z]+(?:-[0-9]+-[0-9]+)?)-(?P<region>[0-9]{12})-(?P<town>[0-9]{3})"
    r"-(?P<body>[0-9A-Z]+)-(?P<level>[0-9])-(?P<serial>[0-9]{2})"
)
FAMILY: Final = re.compile(r"[0-9]{3}([A-Z])[0-9]+|([0-9A-Z])[0-9A-Z]*-.*")
BODY_KINDS: Final = {5: "other", 9: "old", 18: "uscc"}
KINDS: Final = {12: ItemCodeKind.BASIC, 31: ItemCodeKind.IMPLEMENTATION, 33: ItemCodeKind.HANDLING}
EMPTY: Final = N_("编码为空。")
NOT_NATIONAL: Final = N_("不是国家标准的12位、31位或33位编码，按原样保留。")
TYPE_UNKNOWN: Final = N_("编码中的事项类型不在国家标准的类型中。")
PROVINCE_UNKNOWN: Final = N_("编码开头的省级代码不存在。")
LEVEL_UNKNOWN: Final = N_("编码中的行使层级应为1至6。")
ISSUER_WRONG: Final = N_("编码中实施主体的统一社会信用代码校验不通过。")


def parse_item_code(raw: str) -> ItemCode:
    """Take a code apart; never fails, because real data are dirty and the raw code must be kept (CAT-9).

    12 digits: 2 province (00 national) + 2 type + 5 main + 3 sub; 31: issuer's code + level + the 12;
    33: the 31 + 2 for the handling variant (CAT-4).
    """
    code = tidy(raw)
    if not code:
        return ItemCode(raw, ItemCodeKind.OTHER, "", problems=(EMPTY,))
    kind = KINDS.get(len(code))
    basic = code if len(code) == 12 else code[19:31]
    if kind is None or "-" in raw.strip() or not re.fullmatch(r"[0-9]{12}", basic):
        return _other(raw)
    parts = {"province": basic[:2], "type": basic[2:4], "main": basic[4:9], "sub": basic[9:]}
    problems = []
    if basic[:2] != "00" and basic[:2] not in PROVINCES:
        problems.append(PROVINCE_UNKNOWN)
    if basic[2:4] not in TYPE_CODES:
        problems.append(TYPE_UNKNOWN)
    if kind is not ItemCodeKind.BASIC:
        parts |= {"basic": basic, "issuer": code[:18], "level": code[18]}
        problems += [] if code[18] in LEVELS else [LEVEL_UNKNOWN]
        problems += [] if is_uscc(code[:18]) else [ISSUER_WRONG]
    if kind is ItemCodeKind.HANDLING:
        parts |= {"implementation": code[:31], "variant": code[31:]}
    return ItemCode(raw, kind, code, parts, tuple(problems))


def _other(raw: str) -> ItemCode:
    code = raw.strip()
    published = PUBLISHED.fullmatch(code.translate(WIDE).upper())
    if published:
        return ItemCode(raw, ItemCodeKind.PUBLISHED, code, _published(published), (NOT_NATIONAL,))
    parts = {"segments": str(len(code.split("-")))}
    for segment in code.split("-"):
        if is_uscc(segment):
            parts["issuer"] = segment
        elif re.fullmatch(r"[1-8][0-9]{5}000000", segment):
            parts["region"] = segment
    return ItemCode(raw, ItemCodeKind.OTHER, code, parts, (NOT_NATIONAL,))


def _published(match: re.Match[str]) -> dict[str, str]:
    """Parts of a code as a provincial site publishes it; the body may be a new, an old or a made-up number."""
    family = FAMILY.fullmatch(match["catalogue"])
    parts = match.groupdict() | {"body_kind": BODY_KINDS.get(len(match["body"]), "dirty")}
    return parts | ({"family": family[1] or family[2]} if family else {})
