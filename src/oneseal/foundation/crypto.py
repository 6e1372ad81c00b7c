"""Personal data at rest: sealed with SM4 or AES under a named key, found again through a blind index.

A sealed value is: one byte for the algorithm, four for the key's id, twelve of nonce, the ciphertext with its
tag. What it belongs to (`model.field:row uid`) is authenticated with it, so a value copied into another row
or column does not open. GB/T 39786-2021 asks for confidentiality of important data in storage.
"""

import os
import unicodedata
from dataclasses import dataclass
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE, TAG, HEAD = 12, 16, 5


class Unreadable(Exception):
    """A sealed value does not open: its key is not configured, or it was changed or moved to another row."""


@dataclass(frozen=True, slots=True)
class Key:
    """One data key: `head` is what sealed values start with, so that it tells algorithm and key."""

    head: bytes
    cipher: algorithms.AES | algorithms.SM4


def seal(plain: bytes, belongs_to: str) -> bytes:
    """Encrypt under the current key. `belongs_to` must be given again to open it."""
    key = _keys()[0]
    nonce = os.urandom(NONCE)
    encryptor = Cipher(key.cipher, modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(belongs_to.encode())
    return key.head + nonce + encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def unseal(sealed: bytes, belongs_to: str) -> bytes:
    """Decrypt. Raises Unreadable for an unknown key, a changed value or a value of another row."""
    key = next((key for key in _keys() if key.head == sealed[:HEAD]), None)
    if key is None:
        raise Unreadable(f"{belongs_to}: sealed with a key that is not configured (ONESEAL_OLD_DATA_KEYS)")
    nonce, body, tag = sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE : -TAG], sealed[-TAG:]
    try:
        decryptor = Cipher(key.cipher, modes.GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(belongs_to.encode())
        return decryptor.update(body) + decryptor.finalize()
    except (InvalidTag, ValueError) as error:
        raise Unreadable(f"{belongs_to}: changed, or moved here from another row") from error


def current_head() -> bytes:
    """What every value sealed under the current key starts with."""
    return _keys()[0].head


def blind_index(value: str, purpose: str) -> str:
    """A keyed digest (HMAC-SM3, or HMAC-SHA-256 by settings) by which an encrypted value can be looked up.

    Full-width letters, blanks and case make no difference. `purpose` (`id_number`, `phone`) keeps indexes of
    different columns from being compared. The index key is not rotated with the data keys.
    """
    text = "".join(unicodedata.normalize("NFKC", value).split()).upper()
    mac = hmac.HMAC(_index_key(settings.INDEX_KEY, purpose), _digest())
    mac.update(text.encode())
    return mac.finalize().hex()


def _digest() -> hashes.HashAlgorithm:
    return hashes.SM3() if settings.DATA_CIPHER == "sm" else hashes.SHA256()


@cache
def _index_key(secret: str, purpose: str) -> bytes:
    return _derive(secret, f"oneseal blind index {purpose}", 32)


def _keys() -> list[Key]:
    """The current key first, then older ones, each under both algorithms so that a switch stays readable."""
    return _make_keys((settings.DATA_KEY, *settings.OLD_DATA_KEYS), settings.DATA_CIPHER == "sm")


@cache
def _make_keys(secrets: tuple[str, ...], sm_first: bool) -> list[Key]:
    made = []
    for secret in secrets:
        key_id = _derive(secret, "oneseal data key id", 4)
        sm = Key(b"\x02" + key_id, algorithms.SM4(_derive(secret, "oneseal data sm4", 16)))
        aes = Key(b"\x01" + key_id, algorithms.AES(_derive(secret, "oneseal data aes", 32)))
        made += [sm, aes] if sm_first else [aes, sm]
    return made


def _derive(secret: str, info: str, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt=None, info=info.encode()).derive(secret.encode())
