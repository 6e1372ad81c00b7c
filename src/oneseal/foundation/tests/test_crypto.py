"""Encrypted values open only with their key, in their row; blind indexes find them again."""

import pytest
from django.conf import LazySettings

from oneseal.foundation import crypto


@pytest.mark.parametrize("cipher", ["sm", "aes"])
def test_opens_what_it_sealed(settings: LazySettings, cipher: str) -> None:
    settings.DATA_CIPHER = cipher
    sealed = crypto.seal(b"510603199001011234", "a.b:1")
    assert b"5106" not in sealed
    assert crypto.unseal(sealed, "a.b:1") == b"510603199001011234"


def test_two_seals_of_one_value_differ() -> None:
    assert crypto.seal(b"x", "a") != crypto.seal(b"x", "a")


@pytest.mark.parametrize("place", [0, 2, 6, 18, -1])
def test_a_changed_byte_is_noticed(place: int) -> None:
    sealed = bytearray(crypto.seal(b"secret value", "a.b:1"))
    sealed[place] ^= 1
    with pytest.raises(crypto.Unreadable):
        crypto.unseal(bytes(sealed), "a.b:1")


def test_another_row_or_field_does_not_open_it() -> None:
    sealed = crypto.seal(b"secret", "a.b:1")
    for other in ("a.b:2", "a.c:1"):
        with pytest.raises(crypto.Unreadable, match="moved"):
            crypto.unseal(sealed, other)


def test_old_keys_and_the_other_algorithm_stay_readable(settings: LazySettings) -> None:
    settings.DATA_KEY, settings.OLD_DATA_KEYS, settings.DATA_CIPHER = "first", [], "aes"
    sealed = crypto.seal(b"secret", "a")
    settings.DATA_KEY, settings.OLD_DATA_KEYS, settings.DATA_CIPHER = "second", ["first"], "sm"
    assert crypto.unseal(sealed, "a") == b"secret"
    assert not sealed.startswith(crypto.current_head())
    settings.OLD_DATA_KEYS = []
    with pytest.raises(crypto.Unreadable, match="not configured"):
        crypto.unseal(sealed, "a")


def test_blind_index_ignores_width_blanks_and_case() -> None:
    plain = crypto.blind_index("51060319900101123X", "id_number")
    assert crypto.blind_index(" ５１０６０３ 19900101123x ", "id_number") == plain
    assert crypto.blind_index("51060319900101123X", "phone") != plain
    assert len(plain) == 64


def test_blind_index_depends_on_key_and_algorithm_not_on_data_keys(settings: LazySettings) -> None:
    plain = crypto.blind_index("张三", "name")
    settings.DATA_KEY = "rotated"
    assert crypto.blind_index("张三", "name") == plain
    settings.DATA_CIPHER = "aes"
    assert crypto.blind_index("张三", "name") != plain
    settings.DATA_CIPHER, settings.INDEX_KEY = "sm", "other"
    assert crypto.blind_index("张三", "name") != plain
