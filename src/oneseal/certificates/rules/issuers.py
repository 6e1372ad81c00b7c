"""Who issues: the body that decided, on paper and in the electronic certificate alike (ECERT-4, inventory 11.20)."""

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


def check_issuer(*, on_certificate: str, on_decision: str) -> None:
    """Refuse a certificate whose issuer is not the one that the decision names. Raises RuleViolation."""
    if on_certificate != on_decision:
        raise RuleViolation(
            "issuer_differs",
            N_(
                "证照上的颁发机构“%(certificate)s”与决定书上的“%(decision)s”不一致。请系统管理员核对文书抬头和事项的决定机构。"
            ),
            params={"certificate": on_certificate, "decision": on_decision},
        )
