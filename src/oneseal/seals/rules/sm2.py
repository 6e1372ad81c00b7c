"""SM2 signatures with SM3 (GB/T 32918.2-2016, GM/T 0009): 32-byte private keys, 64-byte public keys x ‖ y.

Signatures are DER `SEQUENCE { r INTEGER, s INTEGER }`; the signer's distinguishing identifier is the default
one of GM/T 0009-2012 §10. The curve is sm2p256v1.
"""

import gmssl_pyx
from asn1crypto import core
from cryptography.hazmat.primitives import hashes

USER_ID = b"1234567812345678"
SM2_SIGN_SM3 = "1.2.156.10197.1.501"
SM3 = "1.2.156.10197.1.401"
SM2_CURVE = "1.2.156.10197.1.301"
ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123


class _Signature(core.Sequence):  # type: ignore[misc]  # asn1crypto is untyped
    _fields = [("r", core.Integer), ("s", core.Integer)]


def generate() -> tuple[bytes, bytes]:
    """A new key pair: (private 32 bytes, public 64 bytes)."""
    public, private = gmssl_pyx.sm2_key_generate()
    return private, public


def sign(private: bytes, public: bytes, message: bytes) -> bytes:
    """The DER signature of the message. 2.5 ms."""
    return bytes(gmssl_pyx.sm2_sign(private, public, message, USER_ID))


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature is this key's over this message, in the one DER encoding that it has."""
    if len(public) != 64 or not is_canonical(signature):
        return False
    try:
        return bool(gmssl_pyx.sm2_verify(public, message, signature, USER_ID))
    except gmssl_pyx.GmsslInnerError:
        return False


def is_canonical(signature: bytes) -> bool:
    """Whether the bytes are the DER encoding of two numbers in range (GB/T 32918.2 §7.1 B1, B2)."""
    try:
        return encode(*decode(signature)) == signature
    except ValueError:
        return False


def encode(r: int, s: int) -> bytes:
    """DER of a signature. ValueError for a number outside 1 … n-1."""
    if not (0 < r < ORDER and 0 < s < ORDER):
        raise ValueError("r and s lie between 1 and the order of the curve less one")
    return bytes(_Signature({"r": r, "s": s}).dump())


def decode(signature: bytes) -> tuple[int, int]:
    """The two numbers of a DER signature. ValueError for anything else."""
    try:
        parsed = _Signature.load(signature, strict=True)
        return int(parsed["r"].native), int(parsed["s"].native)
    except (ValueError, TypeError) as error:
        raise ValueError("not a DER signature of SM2") from error


def sm3(content: bytes) -> bytes:
    """The SM3 digest (GB/T 32905-2016), 32 bytes."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize()
