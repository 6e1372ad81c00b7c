"""Model fields whose values are encrypted in the database and readable on the instance.

The model needs a `uid = UUIDField(default=uuid.uuid4, unique=True)`: values are tied to it, so that one row's
value copied into another does not open. A sealed value is opened when it is first read, not when it is loaded.
"""

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from oneseal.foundation import crypto

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field


class Sealed:
    """A value as the database holds it; also what `.values()` yields and what `journal.Update` takes."""

    __slots__ = ("raw",)

    def __init__(self, raw: bytes) -> None:
        self.raw = raw


class _OpensOnRead(DeferredAttribute):
    """Keeps what was loaded as it is until somebody asks for it."""

    field: "EncryptedTextField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        if self.field.attname not in instance.__dict__:
            super().__get__(instance, cls)
        value = instance.__dict__[self.field.attname]
        if isinstance(value, Sealed):
            value = self.field.open(value, instance.uid)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedTextField(_Field):
    """Text, encrypted. Cannot be filtered by; keep a `crypto.blind_index` column beside it for look-up."""

    descriptor_class = _OpensOnRead

    def open(self, value: Sealed, uid: object) -> Any:
        """Decrypt a value of the row `uid`. Raises crypto.Unreadable."""
        return self.decode(crypto.unseal(value.raw, self.belongs_to(uid)))

    def close(self, value: Any, uid: object) -> Sealed:
        """Encrypt a value for the row `uid`."""
        return Sealed(crypto.seal(self.encode(value), self.belongs_to(uid)))

    def belongs_to(self, uid: object) -> str:
        """What the value is tied to."""
        return f"{self.model._meta.label_lower}.{self.name}:{uid}"

    def encode(self, value: Any) -> bytes:
        """The bytes to encrypt."""
        return str(value).encode()

    def decode(self, plain: bytes) -> Any:
        """The value from the decrypted bytes."""
        return plain.decode()

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        """Wrap; nothing is decrypted before it is read."""
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        """Encrypt what was set; leave alone what was loaded and never read."""
        value = model_instance.__dict__.get(self.attname)
        return value if value is None or isinstance(value, Sealed) else self.close(value, model_instance.uid)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Refuse plain values: outside an instance nobody knows the row they belong to."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError(f"{self}: give fields.sealed(Model, field, uid, value), not a plain value")
        return connection.Database.Binary(value.raw)

    def get_internal_type(self) -> str:
        """A bytea column."""
        return "BinaryField"

    def value_to_string(self, obj: Any) -> str:
        """Never serialise personal data."""
        return ""


class EncryptedJSONField(EncryptedTextField):
    """A JSON value (dict or list), encrypted."""

    def encode(self, value: Any) -> bytes:
        """Compact JSON."""
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def decode(self, plain: bytes) -> Any:
        """The JSON value."""
        return json.loads(plain)


def sealed(model: type[models.Model], name: str, uid: object, value: object) -> Sealed:
    """A value ready for `journal.Update`/`Insert`, `QuerySet.update` or bulk SQL, tied to the row `uid`."""
    field = model._meta.get_field(name)
    if not isinstance(field, EncryptedTextField):
        raise TypeError(f"{field} is not encrypted")
    return field.close(value, uid)


def encrypted_fields(model: type[models.Model]) -> list[EncryptedTextField]:
    """The encrypted fields of a model."""
    return [field for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
