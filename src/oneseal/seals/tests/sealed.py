"""Sealed OFD packages from an authority in memory; everything may be bent."""

import hashlib
import io
from datetime import datetime, timedelta
from functools import cache

from PIL import Image

from oneseal.seals.rules import ofd_seals, ses, sm2
from oneseal.seals.rules.certificates import Family, Usage
from oneseal.seals.rules.chains import Knowledge
from oneseal.seals.tests.pages import unsealed
from oneseal.seals.tests.pki import SEALED, World

YEAR = timedelta(days=365)


@cache
def stamp() -> bytes:
    """A seal's picture."""
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (215, 0, 15, 255)).save(out, "PNG")
    return out.getvalue()


def world(**more: object) -> World:
    """An authority that issues SM2 certificates."""
    return World(Family.SM2, **more)  # type: ignore[arg-type]  # keyword arguments of a test


def spec(made: World, **more: object) -> ses.SealSpec:
    """What the seal of a world says."""
    given: dict[str, object] = {
        "seal_id": "3507990000001",
        "name": "云岭市行政审批局行政审批专用章",
        "certificates": (made.certificate(Usage.SEAL),),
        "picture": stamp(),
        "size": (42, 42),
        "created": SEALED - timedelta(days=10),
        "valid_from": SEALED - timedelta(days=10),
        "valid_until": SEALED + 4 * YEAR,
    }
    return ses.SealSpec(**{**given, **more})  # type: ignore[arg-type]  # keyword arguments of a test


def seal_of(made: World, **more: object) -> bytes:
    """The SESeal of a world."""
    return ses.make_seal(spec(made, **more), made.certificate(Usage.MAKER), made.key(Usage.MAKER).sign)


def signature(
    made: World,
    seal: bytes,
    digest: bytes,
    about: str,
    moment: datetime = SEALED,
    stamps: World | None = None,
    stamped: datetime | None = None,
) -> bytes:
    """A SES_Signature; with `stamps` an authority's time stamp over it."""
    stamper = stamps.stamper(stamped or moment) if stamps else None
    return ses.make_signature(
        seal,
        digest=digest,
        about=about,
        moment=moment,
        certificate=made.certificate(Usage.SEAL),
        sign=made.key(Usage.SEAL).sign,
        stamp=(lambda value: stamper(hashlib.sha256(value).digest())) if stamper else None,
    )


def sealed(
    made: World, seal: bytes | None = None, moment: datetime = SEALED, stamps: World | None = None
) -> bytes:
    """The decision of `pages`, sealed."""
    data = seal or seal_of(made)
    return ofd_seals.seal(
        unsealed(),
        seal_data=data,
        moment=moment,
        sign=lambda digest, about: signature(made, data, digest, about, moment, stamps),
    )


def together(*worlds: World) -> Knowledge:
    """What a verifier has who trusts several authorities."""
    known = [each.knowledge() for each in worlds]
    return Knowledge(
        [der for each in known for der in each.roots],
        [der for each in known for der in each.others],
        [der for each in known for der in each.lists],
    )


DIGEST = sm2.sm3(b"a file")
