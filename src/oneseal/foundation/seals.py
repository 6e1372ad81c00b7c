"""Seals over the journal: a signed Merkle root of each stretch of entries, each seal tied to the one before.

A seal shows that nobody, the owner of the database included, changed, added or removed entries after it was
made, as long as a copy of the seal or of the public key is kept elsewhere (`oneseal audit export`).
"""

import hashlib
import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import connection, transaction

from oneseal.foundation import clock
from oneseal.foundation.db import lock_name
from oneseal.foundation.journal import SETTLED
from oneseal.foundation.models import JournalEntry, JournalSeal
from oneseal.kernel.hashing import canonical, merkle_root

LARGEST = 20_000


def seal_settled(*, largest: int = LARGEST) -> JournalSeal | None:
    """Seal the entries that no running transaction can precede any more; None when there are none."""
    with transaction.atomic(), connection.cursor() as cursor:
        lock_name("journal seals")
        last = JournalSeal.objects.order_by("-id").first()
        cursor.execute(
            f"SELECT order_xid, id, hash FROM foundation_journalentry "
            f"WHERE (order_xid, id) > (%s, %s) AND {SETTLED} ORDER BY order_xid, id LIMIT %s",
            [last.last_xid, last.last_id, largest] if last else [0, 0, largest],
        )
        rows = cursor.fetchall()
        return _sign(last, rows) if rows else None


def _sign(last: JournalSeal | None, rows: list[tuple[int, int, bytes]]) -> JournalSeal:
    key = private_key()
    seal = JournalSeal(
        first_id=rows[0][1],
        last_id=rows[-1][1],
        last_xid=rows[-1][0],
        count=len(rows),
        root=merkle_root([bytes(row[2]) for row in rows]),
        previous=digest(last) if last else b"",
        key_id=key_id(key.public_key()),
        sealed_at=clock.now(),
    )
    seal.signature = key.sign(signed_bytes(seal))
    seal.save()
    return seal


def signed_bytes(seal: JournalSeal) -> bytes:
    """What the signature covers."""
    body: dict[str, Any] = {
        name: getattr(seal, name) for name in ("first_id", "last_id", "last_xid", "count")
    }
    body |= {"root": bytes(seal.root).hex(), "previous": bytes(seal.previous).hex(), "key_id": seal.key_id}
    return canonical({**body, "sealed_at": seal.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")})


def digest(seal: JournalSeal) -> bytes:
    """What the next seal names as the one before it."""
    return hashlib.sha256(signed_bytes(seal) + bytes(seal.signature)).digest()


def entries_under(before: tuple[int, int], seal: JournalSeal) -> list[bytes]:
    """The hashes that a seal covers, in order; `before` is (last_xid, last_id) of the seal before it."""
    rows = JournalEntry.objects.extra(
        where=["(order_xid, id) > (%s, %s) AND (order_xid, id) <= (%s, %s)"],
        params=[*before, seal.last_xid, seal.last_id],
    )
    return [bytes(value) for value in rows.order_by("order_xid", "id").values_list("hash", flat=True)]


def problem_with(seal: JournalSeal, before: JournalSeal | None) -> str:
    """What is wrong with a seal and the entries under it; empty when nothing is."""
    if bytes(seal.previous) != (digest(before) if before else b""):
        return "does not follow the seal before it"
    public = public_key(seal.key_id)
    if public is None:
        return f"its public key {seal.key_id} is not under {keys_folder()}"
    try:
        public.verify(bytes(seal.signature), signed_bytes(seal))
    except InvalidSignature:
        return "its signature does not fit"
    hashes = entries_under((before.last_xid, before.last_id) if before else (0, 0), seal)
    if len(hashes) != seal.count:
        return f"covers {seal.count} entries, {len(hashes)} are there"
    return "" if merkle_root(hashes) == bytes(seal.root) else "its root does not fit the entries it covers"


def keys_folder() -> Path:
    """Where the private key and all public keys lie."""
    return Path(settings.VAR) / "keys"


@cache
def private_key() -> Ed25519PrivateKey:
    """The signing key, made at its first use (mode 0600); its public half is written beside it."""
    folder = keys_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "journal_seal"
    _write_once(path, Ed25519PrivateKey.generate().private_bytes_raw(), 0o600)
    key = Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    public = key.public_key()
    _write_once(folder / f"journal_seal_{key_id(public)}.pub", public.public_bytes_raw(), 0o644)
    return key


def _write_once(path: Path, content: bytes, mode: int) -> None:
    """Write a file that does not exist yet; another process may be faster, then its content stays."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=mode)
    draft.write_bytes(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def key_id(public: Ed25519PublicKey) -> str:
    """Short name of a public key."""
    return hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]


def public_key(name: str) -> Ed25519PublicKey | None:
    """A public key by its name, None when it is not there (or is another one)."""
    path = keys_folder() / f"journal_seal_{name}.pub"
    if not name.isalnum() or not path.exists():
        return None
    key = Ed25519PublicKey.from_public_bytes(path.read_bytes())
    return key if key_id(key) == name else None


def newest() -> datetime | None:
    """When the journal was last sealed."""
    return JournalSeal.objects.order_by("-id").values_list("sealed_at", flat=True).first()
