"""Codes of the three layers in an item's own content (CAT-4); reading others' codes is the kernel's."""

import re

from oneseal.catalog.rules.content import ItemContent, ItemType
from oneseal.catalog.rules.gaps import CODES, Gap
from oneseal.kernel.item_codes import ItemCodeKind, parse_item_code
from oneseal.kernel.text import N_


def implementation_code(content: ItemContent) -> str:
    """31 characters: the body's 18, one level digit, the basic code (CAT-4); what is stored wins."""
    return content.implementation_code or f"{content.body_code}{content.level}{content.basic_code}"


def type_of(raw: str) -> ItemType | None:
    """The kind of power for a source's type number (`1`, `01`, `20`); None where there is no such kind (CAT-2)."""
    text = raw.strip().zfill(2)
    return ItemType(text) if text in set(ItemType) else None


def problems(content: ItemContent) -> list[Gap]:
    """Codes that are given must be built by CAT-4, and name the item's own type."""
    gaps = []
    basic = parse_item_code(content.basic_code)
    shaped = basic.kind is ItemCodeKind.BASIC and basic.code == content.basic_code
    if content.basic_code and not shaped:
        message = N_("基本编码应为12位数字：2位省份＋2位类型＋5位主项＋3位子项。请核对。")
        gaps.append(Gap("basic_code", "basic_code_shape", message, {}, CODES))
    if shaped and basic.parts["type"] != content.type:
        message = N_("基本编码第3、4位是“%(found)s”，与事项类型“%(type)s”不一致，请核对。")
        gaps.append(
            Gap(
                "basic_code",
                "basic_code_type",
                message,
                {"found": basic.parts["type"], "type": content.type.value},
                CODES,
            )
        )
    own = f"{content.body_code}{content.level}{content.basic_code}"
    if content.implementation_code and content.implementation_code != own:
        message = N_("实施编码应由实施主体编码、行使层级和基本编码组成：%(own)s。请核对。")
        gaps.append(Gap("implementation_code", "implementation_code_parts", message, {"own": own}, CODES))
    if content.handling_code and not re.fullmatch(re.escape(own) + r"\d{2}", content.handling_code):
        message = N_("业务办理项编码应为31位实施编码加2位序号，请核对。")
        gaps.append(Gap("handling_code", "handling_code_parts", message, {}, CODES))
    return gaps
