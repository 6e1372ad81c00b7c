"""Keys behind one small protocol: in the database, encrypted, or in a hardware module."""

from typing import Protocol

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from oneseal.seals.models import SealKey
from oneseal.seals.modules import ModuleKey
from oneseal.seals.rules import sm2

Algorithm = SealKey.Algorithm


class SigningKey(Protocol):
    """What can sign. `public` as in SealKey; `sign` hashes the message itself (SM3 with the user id for SM2)."""

    algorithm: str
    public: bytes

    def sign(self, message: bytes) -> bytes:
        """The signature: DER (r, s) for SM2 and ECDSA, PKCS #1 v1.5 for RSA."""


class SoftwareKey:
    """A key whose private part was opened from the database."""

    def __init__(self, algorithm: str, public: bytes, private: bytes) -> None:
        self.algorithm = algorithm
        self.public = public
        self._private = private

    def sign(self, message: bytes) -> bytes:
        """Sign in this process."""
        if self.algorithm == Algorithm.SM2:
            return sm2.sign(self._private, self.public, message)
        key = serialization.load_der_private_key(self._private, None)
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key.sign(message, ec.ECDSA(hashes.SHA256()))
        if isinstance(key, rsa.RSAPrivateKey):
            return key.sign(message, padding.PKCS1v15(), hashes.SHA256())
        raise ValueError(f"{type(key).__name__} does not sign here")


def generated(algorithm: str) -> tuple[bytes, bytes]:
    """A new pair (private, public) in the forms of SealKey."""
    if algorithm == Algorithm.SM2:
        return sm2.generate()
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    if algorithm == Algorithm.ECDSA:
        key = ec.generate_private_key(ec.SECP256R1())
    else:
        key = rsa.generate_private_key(65537, 3072)
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, public


def opened(key: SealKey) -> SigningKey:
    """The key of a row, ready to sign. Raises crypto.Unreadable where the data key does not fit.

    A key in a hardware module is looked for only when it signs.
    """
    if key.token_label:
        return ModuleKey(key.algorithm, bytes(key.public), key.token, key.token_label)
    return SoftwareKey(key.algorithm, bytes(key.public), bytes.fromhex(key.private))
