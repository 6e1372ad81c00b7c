"""Digests of files, by both families of algorithms."""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes


@dataclass(frozen=True, slots=True)
class Digests:
    """SHA-256 and SM3 (GB/T 32905) of the same bytes, in hexadecimal."""

    sha256: str
    sm3: str


def digests(content: bytes) -> Digests:
    """Both digests."""
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(content)
    return Digests(hashlib.sha256(content).hexdigest(), sm3.finalize().hex())
