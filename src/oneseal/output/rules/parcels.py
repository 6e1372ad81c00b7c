"""The life of a parcel, told by the courier in any order, any number of times (inventory 3.9, 3.28; LIC-14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


class Way(StrEnum):
    """Whether the bureau sends (results) or the applicant does (papers)."""

    OUT = "out"
    IN = "in"


WAYS: Final = {Way.OUT: N_("寄给申请人"), Way.IN: N_("寄给审批局")}


class ParcelState(StrEnum):
    """Where a parcel is."""

    ASKED = "asked"
    ORDERED = "ordered"
    COLLECTED = "collected"
    TRANSIT = "transit"
    SIGNED = "signed"
    RETURNED = "returned"
    CANCELLED = "cancelled"


STATES: Final = {
    ParcelState.ASKED: N_("待下单"),
    ParcelState.ORDERED: N_("待揽收"),
    ParcelState.COLLECTED: N_("已揽收"),
    ParcelState.TRANSIT: N_("运输中"),
    ParcelState.SIGNED: N_("已签收"),
    ParcelState.RETURNED: N_("已退回"),
    ParcelState.CANCELLED: N_("已取消"),
}
UNDER_WAY: Final = (ParcelState.ASKED, ParcelState.ORDERED, ParcelState.COLLECTED, ParcelState.TRANSIT)
TOLD: Final = {
    "CREATED": ParcelState.ORDERED,
    "COLLECTED": ParcelState.COLLECTED,
    "TRANSIT": ParcelState.TRANSIT,
    "SIGNED": ParcelState.SIGNED,
    "RETURNED": ParcelState.RETURNED,
    "CANCELLED": ParcelState.CANCELLED,
}
"""What the courier says, in our words."""
BILLED: Final = "parcel"
"""The kind of every line in the courier's bill (seals.rules.statements)."""

_ORDER = list(ParcelState)


def next_state(now: str, told: str) -> ParcelState | None:
    """The state after the courier's word; None where it is no news: told late, told twice, or an end that stands.

    An end is final: who signed cannot later be told as returned. A parcel that was called off in the last minute but
    signed all the same is signed: a signature weighs more. Raises KeyError for a word that is none.
    """
    target = TOLD[told]
    if now == ParcelState.CANCELLED:
        return target if target == ParcelState.SIGNED else None
    if now not in UNDER_WAY or _ORDER.index(target) <= _ORDER.index(ParcelState(now)):
        return None
    return target


@dataclass(frozen=True, slots=True)
class Address:
    """To whom and where; kept encrypted."""

    name: str
    phone: str
    place: str

    def as_json(self) -> dict[str, str]:
        """As it is kept and told to the courier."""
        return {"name": self.name, "phone": self.phone, "place": self.place}


def address(said: Mapping[str, str]) -> Address:
    """What somebody typed. Raises RuleViolation at the first field that no courier could deliver to."""
    name, phone, place = (str(said.get(key, "")).strip() for key in ("name", "phone", "place"))
    if not name:
        raise RuleViolation("name_missing", N_("请填写收件人姓名。"), field="name")
    digits = phone.replace("-", "").replace(" ", "")
    if not (digits.isdigit() and digits.isascii() and 7 <= len(digits) <= 13):
        raise RuleViolation(
            "phone_wrong", N_("请填写收件人的手机号或者带区号的座机，快递员要打这个电话。"), field="phone"
        )
    if len(place) < 6:
        raise RuleViolation(
            "place_missing", N_("请把地址写到门牌号，例如：云岭市城东区人民路12号3单元501。"), field="place"
        )
    return Address(name[:60], digits, place[:200])
