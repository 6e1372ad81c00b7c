"""受审分离: who judges an application does not learn whose it is, until the decision is signed (inventory 5.3).

The window has checked who applies; reviewers, heads of sections and heads of the bureau see a neutral word and the
case's number. The mask is part of the item version and falls earlier where somebody has to face the applicant.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from oneseal.catalog.rules.forms import FieldSpec
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden
from oneseal.kernel.text import N_

MASKED: Final = N_("申请人（已隐去）")
"""Stands in `Case.applicant_name` while the case is masked, so that whoever forgets the mask shows this."""
HIDDEN: Final = N_("已隐去")
JUDGES: Final = frozenset({Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD})
"""Who reviews, signs and decides. Whoever also receives at the window or supervises is a judge all the same."""
FALLS: Final = {
    "decided": N_("决定已签发，经办人员从此看得到申请人"),
    "ended": N_("申请已结束，经办人员从此看得到申请人"),
    "survey": N_("要到现场核查，经办人员从此看得到申请人"),
    "hearing": N_("已告知听证权利，申请人要出面陈述，经办人员从此看得到申请人"),
    "meeting": N_("批准了与申请人会见，经办人员从此看得到申请人"),
}
"""Why a mask fell: the sentence of the journal for each."""
IDENTIFYING: Final = frozenset(
    {
        "business_name",
        "contact_name",
        "contact_phone",
        "legal_name",
        "org_address",
        "org_name",
        "org_uscc",
        "person_address",
        "person_id",
        "person_name",
        "person_phone",
    }
)
"""Data of the field dictionary that say who applies, whether or not a form calls them personal."""
FORMATS: Final = frozenset({"phone", "mobile", "resident_id", "uscc", "email", "person", "certificate"})
IDENTITY_PAPERS: Final = re.compile(
    "身份证|身份证明|主体资格|户口|护照|居住证|通行证|军官证|结婚证|出生医学证明"
    "|营业执照|法人证书|统一社会信用代码|委托书|委托代理"
)
"""Materials that are about who applies, by what they are called, whether or not the item lists them."""
BETWEEN: Final = r"[\s\-－—·.]{0,2}"
"""What people put between the signs of a number or name."""
WIDER: Final = 0xFEE0
"""From an ASCII sign to the same in full width."""
SHORTEST: Final = 2
"""Characters of the shortest name that is looked for in free text."""


def judges(actor: Actor) -> bool:
    """Whether masks are there for this actor."""
    return actor.is_staff and actor.has(*JUDGES)


def identifies(spec: FieldSpec) -> bool:
    """Whether a field of a form says who applies."""
    return spec.personal or spec.datum in IDENTIFYING or spec.format in FORMATS


def is_windows_alone(code: str, name: str, listed: Collection[str]) -> bool:
    """Whether a material is opened by the window alone: the item lists it, or it is a paper of identity.

    Nothing can be covered inside a file, so whoever judges does not open such a one at all (inventory 5.3).
    """
    return code in listed or IDENTITY_PAPERS.search(name) is not None


def not_for_judges() -> Forbidden:
    """The refusal to show somebody who judges whose case it is."""
    text = N_("这个事项受审分离：审查和决定的人在决定签发以前看不到申请人。要核对身份的，请窗口核对。")
    return Forbidden("applicant_masked", text, basis="受审分离")


def window_answers() -> Forbidden:
    """The refusal to take in an application without seeing whose it is."""
    text = N_("这个事项受审分离：申请人的身份由窗口核对，请窗口人员受理或者告知补正。")
    return Forbidden("window_answers_masked", text, basis="受审分离")


@dataclass(frozen=True, slots=True)
class Veil:
    """What keeps one reader from learning whose a case is; without words it hides nothing.

    `words` are the names, numbers and phones of the applicant's side, `name` and `hidden` what is read instead.
    """

    words: tuple[str, ...] = ()
    name: str = MASKED
    hidden: str = HIDDEN

    def __bool__(self) -> bool:
        """Whether it hides anything."""
        return bool(self.words)

    def over(self, text: str) -> str:
        """A text without the words, also where they are spaced, hyphened, in full width or in small letters."""
        for word in self.words:
            text = _pattern(word).sub(lambda _found: self.name, text)
        return text

    def over_field(self, spec: FieldSpec, text: str) -> str:
        """A form's value: nothing of a field that says who applies, of the others what the words leave."""
        if not self or not text:
            return text
        return self.hidden if identifies(spec) else self.over(text)


@lru_cache(maxsize=512)
def _pattern(word: str) -> re.Pattern[str]:
    """A word however it was typed: `138 0013-8000` for a phone, `欧阳 澄宇` for a name."""
    signs = [sign for sign in word if not sign.isspace()]
    return re.compile(BETWEEN.join(map(_either_width, signs)), re.IGNORECASE)


def _either_width(sign: str) -> str:
    wide = chr(ord(sign) + WIDER) if "!" <= sign <= "~" else sign
    return f"[{re.escape(sign)}{re.escape(wide)}]"


NO_VEIL: Final = Veil()


def words_of(*said: str) -> tuple[str, ...]:
    """What a veil looks for, longest first, so that no part of a name is left over."""
    return tuple(
        sorted({each for each in said if len(each) >= SHORTEST}, key=lambda each: (-len(each), each))
    )
