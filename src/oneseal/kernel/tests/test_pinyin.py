"""Syllables and initials."""

from oneseal.kernel import pinyin


def test_characters_are_spelt_and_other_signs_stand_for_themselves() -> None:
    assert pinyin.syllables("食品a1") == ["shi", "pin", "a", "1"]
    assert pinyin.initials("食品a1") == ["s", "p", "a", "1"]
    assert pinyin.syllables("") == []
