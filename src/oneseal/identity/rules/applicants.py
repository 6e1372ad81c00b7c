"""What an applicant's particulars must be."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from oneseal.kernel import identifiers
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_

DOTS = str.maketrans({dot: "·" for dot in "•・･‧⋅∙●"})
PASSPORT = re.compile(r"[A-Z0-9]{5,20}")
FOREIGNER = re.compile(r"([A-Z]{3}\d{12})|(9\d{16}[\dX])")
PERSON_SIGNS = frozenset("·-'. ")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What somebody says about a person or organisation, in plain form."""

    kind: str
    name: str
    id_kind: str
    number: str
    phone: str
    legal_representative: str = ""


def tidy_name(raw: str) -> str:
    """One spelling of a name: the middle dot of ethnic names, single blanks, narrow letters; rare characters stay.

    Uses NFC, not NFKC: compatibility forms would turn CJK compatibility ideographs in names into others.
    """
    text = unicodedata.normalize("NFC", raw.translate(DOTS).translate(identifiers.WIDE))
    return re.sub(r"\s*·\s*", "·", " ".join(text.split()))


def person_name(raw: str, field: str = "name") -> str:
    """A natural person's name of 2 to 60 characters. Raises RuleViolation naming the sign that is wrong."""
    name = tidy_name(raw)
    wrong = [sign for sign in name if not (sign.isalpha() or sign in PERSON_SIGNS or _is_mark(sign))]
    if wrong:
        text = N_("姓名中不能有“%(sign)s”，请按证件上的写法填写；少数民族姓名用间隔号“·”。")
        raise RuleViolation("name_sign", text, params={"sign": wrong[0]}, field=field)
    if not 2 <= len(name) <= 60:
        text = N_("姓名应为2至60个字，请按证件上的写法填写全名。")
        raise RuleViolation("name_length", text, field=field)
    return name


def organisation_name(raw: str, field: str = "name") -> str:
    """An organisation's name of 4 to 120 characters without control characters. Raises RuleViolation."""
    name = " ".join(raw.split())
    if not 4 <= len(name) <= 120 or any(unicodedata.category(sign) == "Cc" for sign in name):
        text = N_("单位名称应为4至120个字，请按营业执照或登记证书上的全称填写。")
        raise RuleViolation("name_length", text, field=field)
    return name


def number(id_kind: str, raw: str, today: date, field: str = "number") -> str:
    """An identifier in plain form by its kind. Raises RuleViolation (GB 11643-1999, GB 32100-2015)."""
    if id_kind == "uscc":
        return identifiers.parse_uscc(raw, field=field)
    if id_kind in {"resident_id", "residence_permit"}:
        parsed = identifiers.parse_resident_id(raw, today=today, field=field)
        if parsed.residence_permit is not (id_kind == "residence_permit"):
            text = N_("证件类型与号码不符：81、82、83 开头的是港澳台居民居住证，请重新选择证件类型。")
            raise RuleViolation("id_kind_wrong", text, field=field)
        return parsed.number
    plain, pattern = identifiers.tidy(raw), PASSPORT if id_kind == "passport" else FOREIGNER
    if not pattern.fullmatch(plain):
        text = N_("证件号码格式不对，请对照证件逐位核对后重新填写。")
        raise RuleViolation("number_wrong", text, field=field)
    return plain


def checked(given: Particulars, today: date) -> Particulars:
    """The particulars in plain form. Raises Violations with everything that is wrong, each at its field."""
    person = given.kind == "person"
    plain: dict[str, str] = {}
    wrong: list[RuleViolation] = []
    steps: dict[str, Callable[[], str]] = {
        "name": lambda: person_name(given.name) if person else organisation_name(given.name),
        "number": lambda: number(given.id_kind, given.number, today),
        "phone": lambda: identifiers.parse_phone(given.phone),
        "legal_representative": lambda: (
            "" if person else person_name(given.legal_representative, "legal_representative")
        ),
    }
    if person is (given.id_kind == "uscc"):
        text = N_("个人请选择个人证件，单位请选择统一社会信用代码。")
        wrong.append(RuleViolation("id_kind_wrong", text, field="id_kind"))
    for name, step in steps.items():
        try:
            plain[name] = step()
        except RuleViolation as error:
            wrong.append(error)
    if wrong:
        raise Violations(wrong)
    return Particulars(kind=given.kind, id_kind=given.id_kind, **plain)


def mask_number(id_kind: str, plain: str) -> str:
    """The number as it is shown: a credit code is public, personal numbers show first three and last four."""
    return plain if id_kind == "uscc" else identifiers.mask_number(plain)


def _is_mark(sign: str) -> bool:
    """Combining marks, variation selectors and private-use characters of fonts for rare names."""
    return unicodedata.category(sign) in {"Mn", "Mc", "Co"}
