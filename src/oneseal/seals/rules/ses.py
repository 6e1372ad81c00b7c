"""Electronic seals and seal signatures of GB/T 38540-2020: making and reading them. Checking is in `seal_checks`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from oneseal.seals.rules import asn1, sm2

VERSION = 4
VENDOR = "OneSeal"
UNIT_SEAL = 1
"""SES_ESPropertyInfo type: a unit's seal (2 would be a person's)."""

Sign = Callable[[bytes], bytes]
"""Signs with SM2 and SM3 under the standard user id; DER (r, s)."""


@dataclass(frozen=True, slots=True)
class SealSpec:
    """What a seal says. `picture` is PNG, `size` its width and height in millimetres; moments carry a zone."""

    seal_id: str
    name: str
    certificates: tuple[bytes, ...]
    picture: bytes
    size: tuple[int, int]
    created: datetime
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class Seal:
    """A parsed SESeal. `signed` are the bytes that the maker signed."""

    spec: SealSpec
    digests: tuple[bytes, ...]
    maker: bytes
    algorithm: str
    signed: bytes
    signature: bytes
    encoded: bytes

    def lists(self, certificate: bytes) -> bool:
        """Whether the seal may be used with this certificate: listed whole, or by its SM3 digest."""
        return certificate in self.spec.certificates or sm2.sm3(certificate) in self.digests


@dataclass(frozen=True, slots=True)
class SealSignature:
    """A parsed SES_Signature. `signed` are the bytes that the signer signed."""

    seal: Seal
    moment: datetime
    digest: bytes
    about: str
    certificate: bytes
    algorithm: str
    signed: bytes
    signature: bytes
    timestamp: bytes | None


def make_seal(spec: SealSpec, maker: bytes, sign: Sign) -> bytes:
    """The DER of a seal, signed by its maker, whose certificate is `maker`."""
    info = asn1.SealInfo(
        {
            "header": {"id": "ES", "version": VERSION, "vendor": VENDOR},
            "id": spec.seal_id,
            "property": {
                "type": UNIT_SEAL,
                "name": spec.name,
                "list_type": 1,
                "list": asn1.Certificates(list(spec.certificates)),
                "created": _whole(spec.created),
                "valid_from": _whole(spec.valid_from),
                "valid_until": _whole(spec.valid_until),
            },
            "picture": {"type": "PNG", "data": spec.picture, "width": spec.size[0], "height": spec.size[1]},
        }
    )
    seal = asn1.Seal({"info": info, "certificate": maker, "algorithm": sm2.SM2_SIGN_SM3})
    seal["signature"] = sign(info.dump())
    return bytes(seal.dump())


def make_signature(
    seal: bytes,
    *,
    digest: bytes,
    about: str,
    moment: datetime,
    certificate: bytes,
    sign: Sign,
    stamp: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """The DER of a seal signature over `digest` (SM3 of the file named by `about`).

    `stamp` gets the signature's value and gives a time-stamp token over it (RFC 3161).
    """
    to_sign = asn1.ToSign(
        {
            "version": VERSION,
            "seal": asn1.Seal.load(seal),
            "time": _whole(moment),
            "digest": digest,
            "property": about,
        }
    )
    value = sign(to_sign.dump())
    signature = asn1.Signature(
        {"to_sign": to_sign, "certificate": certificate, "algorithm": sm2.SM2_SIGN_SM3, "signature": value}
    )
    if stamp is not None:
        signature["timestamp"] = stamp(value)
    return bytes(signature.dump())


def _whole(moment: datetime) -> datetime:
    """GeneralizedTime counts whole seconds of UTC."""
    return moment.astimezone(UTC).replace(microsecond=0)


def parse_seal(encoded: bytes) -> Seal:
    """Raises ValueError for what is no SESeal of version 4 in DER."""
    return _seal(asn1.strictly(asn1.Seal, encoded))


def _seal(parsed: asn1.Seal) -> Seal:
    info, about = parsed["info"], parsed["info"]["property"]
    if (info["header"]["id"].native, info["header"]["version"].native) != ("ES", VERSION):
        raise ValueError("not a seal of version 4")
    whole = about["list_type"].native == 1
    picture = info["picture"]
    spec = SealSpec(
        seal_id=info["id"].native,
        name=about["name"].native,
        certificates=tuple(about["list"].native) if whole else (),
        picture=picture["data"].native,
        size=(picture["width"].native, picture["height"].native),
        created=about["created"].native,
        valid_from=about["valid_from"].native,
        valid_until=about["valid_until"].native,
    )
    return Seal(
        spec=spec,
        digests=() if whole else tuple(each["value"].native for each in about["list"]),
        maker=parsed["certificate"].native,
        algorithm=parsed["algorithm"].dotted,
        signed=info.dump(),
        signature=parsed["signature"].native,
        encoded=parsed.dump(),
    )


def parse_signature(encoded: bytes) -> SealSignature:
    """Raises ValueError for what is no SES_Signature of version 4 in DER."""
    parsed = asn1.strictly(asn1.Signature, encoded)
    to_sign = parsed["to_sign"]
    if to_sign["version"].native != VERSION:
        raise ValueError("not a seal signature of version 4")
    return SealSignature(
        seal=_seal(to_sign["seal"]),
        moment=to_sign["time"].native,
        digest=to_sign["digest"].native,
        about=to_sign["property"].native,
        certificate=parsed["certificate"].native,
        algorithm=parsed["algorithm"].dotted,
        signed=to_sign.dump(),
        signature=parsed["signature"].native,
        timestamp=parsed["timestamp"].native,
    )
