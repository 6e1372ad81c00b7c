"""Django's session engine: one statement brings session, account and actor (settings.SESSION_ENGINE).

The cookie is a random key, of which the database keeps only the hash. A signed-in account has one live
session (a constraint); the row of an ended one stays for a while, so that its browser can be told why.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase
from django.db import IntegrityError, connection, transaction

from oneseal.foundation import clock
from oneseal.identity.models import Account, Session
from oneseal.identity.rules import security

SEEN_EVERY = timedelta(minutes=1)
KEPT_AFTER_END = timedelta(days=7)

_ACCOUNT = [field for field in Account._meta.concrete_fields if field.name != "password"]
_NAMES = [field.attname for field in _ACCOUNT]
_LOAD = f"""
SELECT s.id, s.data, s.started_at, s.seen_at, s.ended_because, {", ".join(f"a.{f.column}" for f in _ACCOUNT)}
FROM identity_session s LEFT JOIN identity_account a ON a.id = s.account_id WHERE s.key_hash = %s
"""
_CONVERTERS = [
    (place, converter, field)
    for place, field in enumerate(_ACCOUNT)
    for converter in field.get_db_converters(connection)
]


def key_hash(key: str) -> str:
    """What the database knows a session by."""
    return hashlib.sha256(key.encode()).hexdigest()


class SessionStore(SessionBase):
    """A browser's session with the account behind it.

    `ended_because` says why the session of this cookie is over (models.SessionEnd), if it is.
    """

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        self.row_id = 0
        self.ended_because = ""
        self._account: Account | None = None

    @property
    def account(self) -> Account | None:
        """The account signed in with this session, whose password hash is not loaded."""
        if self.session_key:
            self._get_session()  # type: ignore[attr-defined]
        return self._account

    def load(self) -> dict[str, Any]:
        """Session, account and cached actor in one statement; the time of use is noted once a minute."""
        with connection.cursor() as cursor:
            cursor.execute(_LOAD, [key_hash(self.session_key or "")])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        self.row_id, data, started_at, seen_at, self.ended_because = row[:5]
        account = _account(list(row[5:])) if row[5] is not None else None
        if self.ended_because or self._is_over(account, started_at, seen_at):
            self._session_key = None
            return {}
        self._account = account
        return self.decode(data)

    def _is_over(self, account: Account | None, started_at: datetime, seen_at: datetime) -> bool:
        now = clock.now()
        limits = security.policy(account is not None and account.is_staff_account)
        reason = security.session_over(limits, started_at, seen_at, now)
        if account is not None and not account.is_active:
            reason = "revoked"
        if reason:
            self.ended_because = reason
            Session.objects.filter(id=self.row_id).update(ended_at=now, ended_because=reason)
        elif now - seen_at >= SEEN_EVERY:
            Session.objects.filter(id=self.row_id).update(seen_at=now)
        return bool(reason)

    def exists(self, session_key: str) -> bool:
        """Whether a key is taken."""
        return Session.objects.filter(key_hash=key_hash(session_key)).exists()

    def create(self) -> None:
        """Start a new, empty session under a new key; another one only where the key was taken."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Write the session; one that was ended meanwhile stays as it is and says why at its next request."""
        if self.session_key is None:
            return self.create()
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        values = {
            "data": self.encode(data),
            "account_id": int(data[SESSION_KEY]) if SESSION_KEY in data else None,
        }
        now, hashed = clock.now(), key_hash(self.session_key)
        if must_create:
            try:
                with transaction.atomic():
                    row = Session.objects.create(key_hash=hashed, started_at=now, seen_at=now, **values)
            except IntegrityError as error:
                if self.exists(self.session_key):
                    raise CreateError from error
                raise
            self.row_id = row.id
        else:
            Session.objects.filter(key_hash=hashed, ended_at=None).update(**values)

    def delete(self, session_key: str | None = None) -> None:
        """Remove an anonymous session; end a signed-in one, whose row stays to tell why."""
        key = session_key or self.session_key
        if key is None:
            return
        rows = Session.objects.filter(key_hash=key_hash(key))
        rows.filter(account=None).delete()
        rows.filter(ended_at=None).update(ended_at=clock.now(), ended_because="signed_out", data="")

    def flush(self) -> None:
        """End it; whoever was signed in is nobody for the rest of the request too."""
        super().flush()
        self._account = None

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Plain JSON: nobody but the program writes the table."""
        return json.dumps(session_dict, ensure_ascii=False, separators=(",", ":"))

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """The dictionary."""
        return dict(json.loads(session_data)) if session_data else {}

    @classmethod
    def clear_expired(cls) -> None:
        """Remove sessions that nobody will come back to."""
        before = clock.now() - KEPT_AFTER_END
        Session.objects.filter(seen_at__lt=before).delete()


def _account(values: list[Any]) -> Account:
    for place, converter, field in _CONVERTERS:
        values[place] = converter(values[place], field.get_col("identity_account"), connection)
    return Account.from_db("default", _NAMES, values)
