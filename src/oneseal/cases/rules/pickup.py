"""Who may take a result away: with the pick-up code, or recognised by their identity document (LIC-14)."""

import hmac

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

WRONG_CODES = 5
"""After so many wrong codes only an identity document opens the way: six digits must not be guessed."""


def check_code(code: str, right: str, wrong_before: int) -> None:
    """The code that was told is the one that was sent, and it was not guessed at too often. Raises RuleViolation."""
    if wrong_before >= WRONG_CODES:
        raise RuleViolation(
            "code_locked",
            N_("取件码已输错%(times)s次，不能再用。请核验领取人证件原件，填写证件号码。"),
            params={"times": WRONG_CODES},
            field="identifier",
        )
    if not hmac.compare_digest(code.encode(), right.encode()):
        raise RuleViolation(
            "wrong_code", N_("取件码不对，请核对短信里的六位数字，或者核验领取人证件。"), field="pickup_code"
        )


def check_document(identifier: str, *, known: bool) -> None:
    """Without a code, the document is the applicant's or that of somebody who acts for them. Raises RuleViolation.

    `known`: whether the number belongs to one of them.
    """
    if not identifier:
        raise RuleViolation(
            "recipient_unchecked",
            N_("请输入取件码，或者核验领取人的证件并填写证件号码。"),
            field="pickup_code",
        )
    if not known:
        raise RuleViolation(
            "document_of_somebody_else",
            N_("这个证件不是申请人或其代理人的。代领的，请输入取件码，或者先登记申请人的委托。"),
            field="identifier",
        )
