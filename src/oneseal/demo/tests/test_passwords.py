"""The demonstration's passwords are hashed at little cost, and anew at the usual one when somebody signs in."""

from django.contrib.auth.hashers import check_password, get_hasher, make_password
from pytest_django.fixtures import Settings

from oneseal.demo.passwords import hashed_lightly


def test_a_light_hash_is_renewed_at_the_usual_cost(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with hashed_lightly():
        light = make_password("Yunling-demo-2026")
    kept: list[str] = []
    assert check_password("Yunling-demo-2026", light, setter=kept.append)
    assert not check_password("Yunling-demo-2027", light)
    assert kept == ["Yunling-demo-2026"]
    usual = make_password("Yunling-demo-2026")
    assert get_hasher().must_update(light)
    assert not get_hasher().must_update(usual)
