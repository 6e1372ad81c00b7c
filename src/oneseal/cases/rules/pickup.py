"""Who may take a result away: recognised by their identity document, with the pick-up code or without (LIC-14)."""

import hmac

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

WRONG_CODES = 5
"""After so many wrong codes only an identity document opens the way: six digits must not be guessed."""


CODES = 10**6
"""So many pick-up codes there are."""


def new_code(chance: int) -> str:
    """Six digits of a number drawn below CODES."""
    return f"{chance:06}"


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


AGENT = N_("代领人")
"""What somebody is to the applicant who acts for them."""


def check_alone(code: str, right: str, wrong_before: int, method: str) -> None:
    """The code at a machine where nobody of the bureau stands: needed, right, and not guessed at too often.

    Raises RuleViolation; `collect_locked` where nothing but the counter helps.
    """
    if method != "pickup":
        raise RuleViolation(
            "collect_locked", N_("这个办件的结果不是自己来取，请看短信或者问窗口。"), field="code"
        )
    if wrong_before >= WRONG_CODES:
        raise RuleViolation(
            "collect_locked",
            N_("取件码或者证件号码已输错%(times)s次，不能再自助领取。请带身份证件原件到出件窗口领取。"),
            params={"times": WRONG_CODES},
            field="code",
        )
    if not code or not hmac.compare_digest(code.encode(), right.encode()):
        raise RuleViolation("wrong_code", N_("取件码不对，请核对短信里的六位数字。"), field="code")


def check_document(identifier: str, collector: str | None, recipient: str) -> None:
    """The document shown is the applicant's or that of somebody who acts for them; the name on it is the recipient's.

    With a code as without one: a code may have been overheard. `collector` is the name of the person whose
    document it is, None where it belongs to nobody who may fetch the result. Raises RuleViolation.
    """
    if not identifier:
        raise RuleViolation(
            "recipient_unchecked",
            N_("请核验领取人的身份证件原件，填写证件号码。只有取件码不能领取。"),
            field="identifier",
        )
    if collector is None:
        raise RuleViolation(
            "document_of_somebody_else",
            N_(
                "这个证件不是申请人本人（单位的法定代表人）或其代理人的身份证件。"
                "请申请人本人持证件来领，或先在“申请人”中登记书面委托，再由受托人领取。"
            ),
            field="identifier",
        )
    if collector != recipient:
        raise RuleViolation(
            "name_differs", N_("领取人姓名与这个证件登记的姓名不一致，请核对证件后改正。"), field="recipient"
        )
