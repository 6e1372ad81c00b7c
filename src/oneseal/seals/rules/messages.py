"""How messages between the bureau and a provider (payment, courier) are signed: SM2 with SM3 over the sorted parameters.

The style of the published open platforms: public parameters and `biz_content` (JSON), all non-empty values sorted by
name and joined as `name=value` with `&`; the signature over that text, Base64, in `sign`. Requests carry the bureau's
signature, answers and call-backs the provider's, so neither side can forge the other's word.
"""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from oneseal.seals.rules import sm2


def signed_text(values: Mapping[str, str]) -> bytes:
    """The text under the signature."""
    return "&".join(
        f"{name}={values[name]}" for name in sorted(values) if name != "sign" and values[name]
    ).encode()


@dataclass(frozen=True, slots=True)
class Key:
    """One side's SM2 key pair: private 32 bytes, public 64 bytes."""

    private: bytes
    public: bytes

    @classmethod
    def parse(cls, text: str) -> "Key":
        """From 192 hexadecimal digits, private then public. Raises ValueError."""
        raw = bytes.fromhex(text.strip())
        if len(raw) != 96:
            raise ValueError("an SM2 key pair has 96 bytes")
        return cls(raw[:32], raw[32:])

    @classmethod
    def new(cls) -> "Key":
        """A fresh pair."""
        return cls(*sm2.generate())

    @property
    def text(self) -> str:
        """The pair as `parse` reads it."""
        return (self.private + self.public).hex()


def signed(values: Mapping[str, str], key: Key) -> dict[str, str]:
    """The parameters with their signature."""
    mark = sm2.sign(key.private, key.public, signed_text(values))
    return {**values, "sign": base64.b64encode(mark).decode()}


def is_genuine(values: Mapping[str, str], public: bytes) -> bool:
    """Whether the signature in `sign` is this key's over the other values."""
    try:
        mark = base64.b64decode(values.get("sign", ""), validate=True)
    except (binascii.Error, ValueError):
        return False
    return bool(mark) and sm2.verify(public, signed_text(values), mark)


def content(values: Mapping[str, str]) -> dict[str, Any]:
    """What a message says. Raises ValueError where it is no JSON object."""
    said = json.loads(values.get("biz_content", ""))
    if not isinstance(said, dict):
        raise ValueError("biz_content is not an object")
    return said
