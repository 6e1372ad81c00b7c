"""Time stamps for seals: from the server of the settings, else from the installation's own authority.

The own authority confirms the bureau's own clock and nothing more; a bureau that must prove the moment to others
sets ONESEAL_TSA_URL to a recognised service.
"""

import http.client
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass

from django.conf import settings

from oneseal.foundation import clock
from oneseal.kernel.errors import NotFound, RuleViolation
from oneseal.kernel.text import N_
from oneseal.seals import keys, selectors
from oneseal.seals.models import Certificate
from oneseal.seals.rules import stamping
from oneseal.seals.rules.certificates import Family
from oneseal.seals.rules.pdf_seals import Stamper

WAIT = 10
"""Seconds until a server counts as silent."""
LARGEST = 65_536


@dataclass(frozen=True, slots=True)
class StampSource:
    """Where stamps come from: a function from a SHA-256 digest to a token, and the authority's certificates (DER)."""

    stamp: Stamper
    chain: tuple[bytes, ...] = ()


def stamp_source() -> StampSource:
    """Where stamps come from now. Raises NotFound when there is neither a server nor an own authority."""
    if settings.TSA_URL:
        return StampSource(_ask_server)
    found = selectors.current(Certificate.Usage.TIMESTAMP, "ecdsa", "rsa")
    if found is None or found.key is None:
        raise NotFound("no_timestamps", N_("没有可用的时间戳证书，不能盖章。请系统管理员到“证书管理”换发。"))
    above = selectors.chain_above(found)
    key = stamping.StampKey(
        bytes(found.der), Family(found.algorithm), keys.opened(found.key).sign, above[:-1]
    )

    def stamp(digest: bytes) -> bytes:
        nonce = secrets.randbits(63)
        reply = stamping.answer(
            stamping.request(digest, nonce), key, moment=clock.now(), serial=secrets.randbits(126)
        )
        return stamping.token_of(reply, digest, nonce)

    return StampSource(stamp, (bytes(found.der), *above))


def _ask_server(digest: bytes) -> bytes:
    """A token from the server of the settings. Raises RuleViolation when it gives none."""
    nonce = secrets.randbits(63)
    request = urllib.request.Request(  # noqa: S310  the address is the installation's own setting
        settings.TSA_URL,
        data=stamping.request(digest, nonce),
        headers={"Content-Type": stamping.REQUEST_TYPE, "Accept": stamping.ANSWER_TYPE},
    )
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as answered:  # noqa: S310
            return stamping.token_of(answered.read(LARGEST), digest, nonce)
    except (urllib.error.URLError, http.client.HTTPException, OSError, stamping.BadStamp) as error:
        raise RuleViolation(
            "no_timestamp",
            N_("时间戳服务没有给出有效的时间戳（%(said)s），文件暂未盖章，稍后会自动重试。"),
            params={"said": str(error)[:200]},
        ) from error
