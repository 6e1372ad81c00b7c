"""The ASN.1 structures of GB/T 38540-2020 (SESeal and SES_Signature, version 4)."""

from asn1crypto import core


class Header(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    """SES_Header."""

    _fields = [("id", core.IA5String), ("version", core.Integer), ("vendor", core.IA5String)]


class Certificates(core.SequenceOf):  # type: ignore[misc]
    """CertInfoList: whole certificates."""

    _child_spec = core.OctetString


class Digest(core.Sequence):  # type: ignore[misc]
    """CertDigestObj."""

    _fields = [("type", core.PrintableString), ("value", core.OctetString)]


class Digests(core.SequenceOf):  # type: ignore[misc]
    """CertDigestList: digests of certificates."""

    _child_spec = Digest


class Property(core.Sequence):  # type: ignore[misc]
    """SES_ESPropertyInfo. `list_type` 1: certificates, 2: digests of certificates."""

    _fields = [
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("list_type", core.Integer),
        ("list", core.Any),
        ("created", core.GeneralizedTime),
        ("valid_from", core.GeneralizedTime),
        ("valid_until", core.GeneralizedTime),
    ]

    def _list(self) -> type[core.SequenceOf]:
        return Certificates if self["list_type"].native == 1 else Digests

    _spec_callbacks = {"list": _list}


class Picture(core.Sequence):  # type: ignore[misc]
    """SES_ESPictureInfo; width and height in millimetres."""

    _fields = [
        ("type", core.IA5String),
        ("data", core.OctetString),
        ("width", core.Integer),
        ("height", core.Integer),
    ]


class Extension(core.Sequence):  # type: ignore[misc]
    """ExtData."""

    _fields = [("id", core.ObjectIdentifier), ("critical", core.Boolean), ("value", core.OctetString)]


class Extensions(core.SequenceOf):  # type: ignore[misc]
    """ExtensionDatas."""

    _child_spec = Extension


class SealInfo(core.Sequence):  # type: ignore[misc]
    """SES_SealInfo: what the maker signs."""

    _fields = [
        ("header", Header),
        ("id", core.IA5String),
        ("property", Property),
        ("picture", Picture),
        ("extensions", Extensions, {"optional": True}),
    ]


class Seal(core.Sequence):  # type: ignore[misc]
    """SESeal."""

    _fields = [
        ("info", SealInfo),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
    ]


class ToSign(core.Sequence):  # type: ignore[misc]
    """TBS_Sign: what the signer signs."""

    _fields = [
        ("version", core.Integer),
        ("seal", Seal),
        ("time", core.GeneralizedTime),
        ("digest", core.OctetBitString),
        ("property", core.IA5String),
        ("extensions", Extensions, {"optional": True, "explicit": 0}),
    ]


class Signature(core.Sequence):  # type: ignore[misc]
    """SES_Signature."""

    _fields = [
        ("to_sign", ToSign),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
        ("timestamp", core.OctetBitString, {"optional": True, "explicit": 0}),
    ]


def strictly(spec: type[core.Sequence], encoded: bytes) -> core.Sequence:
    """The structure, if these bytes are its one DER encoding. Raises ValueError for anything else."""
    try:
        parsed = spec.load(encoded, strict=True)
        again = spec.load(encoded, strict=True).dump(force=True)
    except (ValueError, TypeError, KeyError, OverflowError, AttributeError) as error:
        raise ValueError(f"not a {spec.__name__}") from error
    if again != encoded:
        raise ValueError(f"not the DER encoding of a {spec.__name__}")
    return parsed
