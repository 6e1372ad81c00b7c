"""Signatures of the SMS gateway's requests and call-backs, and which phone numbers get a message."""

import hashlib
import hmac

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.identifiers import is_mobile, parse_phone

WINDOW = 300
"""Seconds by which a call-back's time may differ from ours; older ones could be replays."""


def signature(secret: str, *, path: str, timestamp: str, nonce: str, body: bytes) -> str:
    """HMAC-SHA-256 over method, path, time, nonce and the body's digest, in hexadecimal."""
    text = "\n".join(["POST", path, timestamp, nonce, hashlib.sha256(body).hexdigest()])
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def is_genuine(
    secret: str, given: str, *, path: str, timestamp: str, nonce: str, body: bytes, now: int
) -> bool:
    """Whether a signed request is the gateway's, and of these five minutes."""
    if not secret or not timestamp.isdigit() or abs(now - int(timestamp)) > WINDOW:
        return False
    wanted = signature(secret, path=path, timestamp=timestamp, nonce=nonce, body=body)
    return hmac.compare_digest(wanted.encode(), given.encode())


def mobile_number(phone: str) -> str:
    """The eleven digits of a mainland mobile number; empty where it is none (a fixed line gets no SMS)."""
    try:
        plain = parse_phone(phone)
    except RuleViolation:
        return ""
    return plain if is_mobile(plain) else ""
