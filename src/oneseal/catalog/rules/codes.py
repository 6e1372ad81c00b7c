"""Codes of the three layers (CAT-4) and of other systems, kept with their dirt (CAT-9)."""

import re
from dataclasses import asdict, dataclass

from oneseal.catalog.rules.content import ItemContent, ItemType
from oneseal.catalog.rules.gaps import Gap
from oneseal.kernel.text import N_

BASIC = re.compile(r"^(?P<province>\d{2})(?P<type>\d{2})(?P<main>\d{5})(?P<sub>\d{3})$")
PUBLISHED = re.compile(
    r"^(?P<catalogue>[0-9A-Z]+(?:-\d+-\d+)?)-(?P<region>\d{12})-(?P<town>\d{3})-(?P<body>[0-9A-Z]+)-(?P<level>\d)-(?P<serial>\d{2})$"
)
SICHUAN = re.compile(r"^(?P<province>\d{2})(?P<level>\d)(?P<family>[A-Z])(?P<rest>\d+)$")
BODY_KINDS = {5: "other", 9: "old", 18: "uscc"}


@dataclass(frozen=True, slots=True)
class ParsedCode:
    """What can be read out of a code as another system publishes it; `kind` is "dirty" where nothing can."""

    kind: str
    catalogue: str = ""
    region: str = ""
    body: str = ""
    body_kind: str = ""
    serial: str = ""
    family: str = ""

    def as_json(self) -> dict[str, str]:
        """For the database."""
        return asdict(self)


def implementation_code(content: ItemContent) -> str:
    """31 characters: the body's 18, one level digit, the basic code (CAT-4); what is stored wins."""
    return content.implementation_code or f"{content.body_code}{content.level}{content.basic_code}"


def parse_published(raw: str) -> ParsedCode:
    """Read a code as published by a provincial site; never fails, never changes the raw code (CAT-9)."""
    text = raw.strip().upper()
    if BASIC.match(text):
        return ParsedCode("basic", catalogue=text)
    if len(text) in (31, 33) and BASIC.match(text[19:31]):
        return ParsedCode(
            "national", catalogue=text[19:31], body=text[:18], body_kind="uscc", serial=text[31:]
        )
    match = PUBLISHED.match(text)
    if match is None:
        return ParsedCode("dirty")
    family = SICHUAN.match(match["catalogue"])
    return ParsedCode(
        "published",
        catalogue=match["catalogue"],
        region=match["region"],
        body=match["body"],
        body_kind=BODY_KINDS.get(len(match["body"]), "dirty"),
        serial=match["serial"],
        family=family["family"] if family else match["catalogue"].split("-")[0][:1] if "-" in text else "",
    )


def type_of(raw: str) -> ItemType | None:
    """The kind of power for a source's type number (`1`, `01`, `20`); None where there is no such kind (CAT-2)."""
    text = raw.strip().zfill(2)
    return ItemType(text) if text in set(ItemType) else None


def problems(content: ItemContent) -> list[Gap]:
    """Codes that are given must be built by CAT-4, and name the item's own type."""
    gaps = []
    match = BASIC.match(content.basic_code) if content.basic_code else None
    if content.basic_code and match is None:
        message = N_("基本编码应为12位数字：2位省份＋2位类型＋5位主项＋3位子项。请核对。")
        gaps.append(Gap("basic_code", "basic_code_shape", message, {}, "CAT-4"))
    if match and match["type"] != content.type:
        message = N_("基本编码第3、4位是“%(found)s”，与事项类型“%(type)s”不一致，请核对。")
        gaps.append(
            Gap(
                "basic_code",
                "basic_code_type",
                message,
                {"found": match["type"], "type": content.type.value},
                "CAT-2",
            )
        )
    own = f"{content.body_code}{content.level}{content.basic_code}"
    if content.implementation_code and content.implementation_code != own:
        message = N_("实施编码应由实施主体编码、行使层级和基本编码组成：%(own)s。请核对。")
        gaps.append(Gap("implementation_code", "implementation_code_parts", message, {"own": own}, "CAT-4"))
    if content.handling_code and not re.fullmatch(re.escape(own) + r"\d{2}", content.handling_code):
        message = N_("业务办理项编码应为31位实施编码加2位序号，请核对。")
        gaps.append(Gap("handling_code", "handling_code_parts", message, {}, "CAT-4"))
    return gaps
