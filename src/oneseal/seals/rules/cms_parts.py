"""CMS SignedData (RFC 5652) put together from encoded parts.

asn1crypto would encode every certificate anew for each signature, which costs ten times as much.
"""

import hashlib
from collections.abc import Callable, Sequence

from asn1crypto import algos, core, parser, x509

from oneseal.seals.rules.certificates import SIGNATURE_ALGORITHMS, Family, Sign

SEQUENCE, SET = core.Sequence.tag, core.Set.tag
SHA256 = algos.DigestAlgorithm({"algorithm": "sha256"}).dump()
SIGNED_DATA = core.ObjectIdentifier("1.2.840.113549.1.7.2").dump()
DATA, TST_INFO = "1.2.840.113549.1.7.1", "1.2.840.113549.1.9.16.1.4"
"""Content types (RFC 5652, RFC 3161), by number: asn1crypto knows their names only after other modules were loaded."""
CONTENT_TYPE, MESSAGE_DIGEST = "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4"
SIGNING_CERTIFICATE, TIME_STAMP = "1.2.840.113549.1.9.16.2.47", "1.2.840.113549.1.9.16.2.14"


def signed(
    content_type: str,
    digest: bytes,
    *,
    certificate: bytes,
    family: Family,
    sign: Sign,
    chain: Sequence[bytes],
    content: bytes | None = None,
    stamp: Callable[[bytes], bytes] | None = None,
) -> bytes:
    """A ContentInfo with one signature, the signer's certificate bound in (RFC 5035).

    `digest` is the SHA-256 of the content, `content` the content itself where it is carried along (never for
    DATA), `chain` the issuers' certificates to send; `stamp` gives a time stamp over the signature's bytes.
    """
    said = core.ObjectIdentifier(content_type).dump()
    attributes = sorted(
        (
            _attribute(CONTENT_TYPE, said),
            _attribute(MESSAGE_DIGEST, core.OctetString(digest).dump()),
            _attribute(SIGNING_CERTIFICATE, _bound(certificate)),
        )
    )
    signature = sign(whole(SET, *attributes))
    signer = [_signer(certificate, family, attributes, signature)]
    if stamp:
        signer.append(_given(1, _attribute(TIME_STAMP, stamp(signature))))
    carried = [_given(0, core.OctetString(content).dump())] if content is not None else []
    data = (
        core.Integer(1 if content_type == DATA else 3).dump(),
        whole(SET, SHA256),
        whole(SEQUENCE, said, *carried),
        _given(0, *sorted((certificate, *chain))),
        whole(SET, whole(SEQUENCE, *signer)),
    )
    return whole(SEQUENCE, SIGNED_DATA, _given(0, whole(SEQUENCE, *data)))


def _signer(certificate: bytes, family: Family, attributes: Sequence[bytes], signature: bytes) -> bytes:
    """A SignerInfo up to its signature: version, who signs by issuer and number, over what, how."""
    about = x509.Certificate.load(certificate)
    return b"".join(
        (
            core.Integer(1).dump(),
            whole(SEQUENCE, about.issuer.dump(), core.Integer(about.serial_number).dump()),
            SHA256,
            _given(0, *attributes),
            algos.SignedDigestAlgorithm({"algorithm": SIGNATURE_ALGORITHMS[family]}).dump(),
            core.OctetString(signature).dump(),
        )
    )


def _bound(certificate: bytes) -> bytes:
    """SigningCertificateV2: the certificate by its SHA-256."""
    digest = core.OctetString(hashlib.sha256(certificate).digest()).dump()
    return whole(SEQUENCE, whole(SEQUENCE, whole(SEQUENCE, digest)))


def whole(tag: int, *parts: bytes) -> bytes:
    """A constructed universal value of encoded parts."""
    return bytes(parser.emit(0, 1, tag, b"".join(parts)))


def _attribute(kind: str, value: bytes) -> bytes:
    """A CMS attribute of one value."""
    return whole(SEQUENCE, core.ObjectIdentifier(kind).dump(), whole(SET, value))


def _given(number: int, *parts: bytes) -> bytes:
    """What a CMS structure marks with [number]."""
    return bytes(parser.emit(2, 1, number, b"".join(parts)))
