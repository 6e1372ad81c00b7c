"""Canonical JSON, the chain that ties each journal entry to the one before it, and Merkle roots."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

EMPTY = b""


def canonical(value: Mapping[str, Any]) -> bytes:
    """One byte string for one value: sorted keys, no spaces, UTF-8, no floats (they have no one spelling)."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def chain(previous: bytes, payload: bytes) -> bytes:
    """The hash of an entry: SHA-256 over the previous entry's hash followed by this entry's payload."""
    return hashlib.sha256(previous + payload).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Root of the binary tree over the leaves (RFC 6962: leaves and nodes are hashed with different prefixes)."""
    if not leaves:
        return hashlib.sha256(EMPTY).digest()
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)
        ]
        level = paired + level[len(paired) * 2 :]
    return level[0]
