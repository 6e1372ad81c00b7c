"""Encrypted fields: readable on the instance, sealed in the database, tied to their row."""

import uuid
from typing import Any, ClassVar

import pytest
from django.db import connection, models

from oneseal.foundation import crypto, fields, rotation
from oneseal.foundation.journal import Subject, Update, record
from oneseal.foundation.tests.sample import CLERK, Noted


class Person(models.Model):
    """A table that exists in these tests only."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    phone = fields.EncryptedTextField(null=True)
    answers = fields.EncryptedJSONField(default=dict)

    objects: ClassVar[models.Manager["Person"]] = models.Manager()

    class Meta:
        app_label = "foundation"
        managed = False


@pytest.fixture(autouse=True)
def person_table(db: None) -> None:
    """Made in the test's transaction, gone with it."""
    with connection.schema_editor() as editor:
        editor.create_model(Person)


def raw(column: str = "phone") -> bytes:
    """What the database holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM foundation_person")
        return bytes(cursor.fetchone()[0])


def test_saved_value_is_sealed_and_reads_back() -> None:
    made = Person.objects.create(phone="13800138000", answers={"姓名": "张三"})
    assert made.phone == "13800138000"
    assert b"138" not in raw()
    loaded = Person.objects.get()
    assert (loaded.phone, loaded.answers) == ("13800138000", {"姓名": "张三"})


def test_null_stays_null() -> None:
    Person.objects.create(phone=None)
    assert Person.objects.get().phone is None


def test_deferred_field_is_loaded_when_read() -> None:
    Person.objects.create(phone="1")
    assert Person.objects.defer("phone").get().phone == "1"


def test_unread_value_is_saved_as_it_was() -> None:
    Person.objects.create(phone="1")
    before = raw()
    Person.objects.get().save()
    assert raw() == before
    changed = Person.objects.get()
    changed.phone = "2"
    changed.save()
    assert Person.objects.get().phone == "2"


def test_a_value_moved_to_another_row_does_not_open() -> None:
    first, second = Person.objects.create(phone="1"), Person.objects.create(phone="2")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE foundation_person SET phone = (SELECT phone FROM foundation_person WHERE id = %s) WHERE id = %s",
            [first.pk, second.pk],
        )
    with pytest.raises(crypto.Unreadable, match="moved"):
        _ = Person.objects.get(pk=second.pk).phone


def test_values_stay_sealed_and_updates_take_sealed_values() -> None:
    made = Person.objects.create(phone="1")
    assert isinstance(Person.objects.values_list("phone", flat=True).get(), fields.Sealed)
    Person.objects.update(phone=fields.sealed(Person, "phone", made.uid, "2"))
    assert Person.objects.get().phone == "2"
    with pytest.raises(TypeError, match="sealed"):
        Person.objects.update(phone="3")


def test_journal_update_takes_a_sealed_value() -> None:
    made = Person.objects.create(phone="1")
    value = fields.sealed(Person, "phone", made.uid, "2")
    record(CLERK, Subject("person", made.pk), Noted(), changes=[Update(Person, made.pk, {"phone": value})])
    assert Person.objects.get().phone == "2"


def test_rotation_reseals_what_the_old_key_sealed(settings: Any) -> None:
    settings.DATA_KEY, settings.OLD_DATA_KEYS = "old", []
    for number in range(5):
        Person.objects.create(phone=str(number), answers={"n": number})
    settings.DATA_KEY, settings.OLD_DATA_KEYS = "new", ["old"]
    assert rotation.reseal(Person, batch=2) == 5
    settings.OLD_DATA_KEYS = []
    assert [p.phone for p in Person.objects.order_by("id")] == ["0", "1", "2", "3", "4"]
    assert Person.objects.order_by("id")[3].answers == {"n": 3}
    assert rotation.reseal(Person, batch=2) == 0
