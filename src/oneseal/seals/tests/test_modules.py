"""Keys in a module, driven with SoftHSM; keys at rest."""

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.db import connection
from pkcs11.util.ec import encode_named_curve_parameters
from pytest_django import Settings

from oneseal.kernel.errors import RuleViolation
from oneseal.seals import keys, modules, services
from oneseal.seals.models import SealKey

LIBRARIES = [
    Path(place)
    for place in (
        "/usr/lib/softhsm/libsofthsm2.so",
        "/usr/lib64/softhsm/libsofthsm2.so",
        "/usr/local/lib/softhsm/libsofthsm2.so",
        "/opt/homebrew/lib/softhsm/libsofthsm2.so",
    )
]
LIBRARY = next((place for place in LIBRARIES if place.exists()), None)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A fresh SoftHSM token with an ECDSA and an RSA key."""
    if LIBRARY is None or not shutil.which("softhsm2-util"):
        pytest.skip("SoftHSM is not installed (deploy/install-test-packages installs it)")
    home = tmp_path_factory.mktemp("softhsm")
    (home / "tokens").mkdir()
    config = home / "softhsm2.conf"
    config.write_text(
        f"directories.tokendir = {home / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(config)
    name = f"seal-{secrets.token_hex(4)}"
    command = [
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        name,
        "--so-pin",
        "87654321",
        "--pin",
        "1234",
    ]
    subprocess.run(command, check=True, capture_output=True)
    library = modules._library(str(LIBRARY))
    with library.get_token(token_label=name).open(rw=True, user_pin="1234") as session:
        curve = session.create_domain_parameters(
            pkcs11.KeyType.EC,
            {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")},
            local=True,
        )
        curve.generate_keypair(store=True, label="ec")
        session.generate_keypair(pkcs11.KeyType.RSA, 2048, store=True, label="rsa")
    yield name
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


@pytest.fixture
def module(settings: Settings, token: str) -> str:
    settings.PKCS11_MODULE = str(LIBRARY)
    settings.PKCS11_PIN = "1234"
    return token


def test_the_module_signs_and_the_key_stays_there(module: str) -> None:
    kept = services.adopt_key(None, module, "ec")
    assert (kept.algorithm, kept.private) == ("ecdsa", None)
    public = load_der_public_key(bytes(kept.public))
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(keys.opened(kept).sign(b"a document"), b"a document", ec.ECDSA(hashes.SHA256()))


def test_the_module_signs_with_rsa(module: str) -> None:
    kept = services.adopt_key(None, module, "rsa")
    public = load_der_public_key(bytes(kept.public))
    assert isinstance(public, rsa.RSAPublicKey)
    public.verify(keys.opened(kept).sign(b"a document"), b"a document", padding.PKCS1v15(), hashes.SHA256())


@pytest.mark.parametrize(
    ("token_label", "label", "pin", "code"),
    [
        (None, "nobody", "1234", "module_key_missing"),
        ("no such token", "ec", "1234", "module_closed"),
        (None, "ec", "9999", "module_closed"),
    ],
)
def test_what_is_not_there_is_named(
    module: str, settings: Settings, token_label: str | None, label: str, pin: str, code: str
) -> None:
    settings.PKCS11_PIN = pin
    with pytest.raises(RuleViolation) as refused:
        services.adopt_key(None, token_label or module, label)
    assert refused.value.code == code


def test_without_a_module_nothing_is_looked_for(settings: Settings) -> None:
    settings.PKCS11_MODULE = ""
    with pytest.raises(RuleViolation) as refused:
        services.adopt_key(None, "t", "k")
    assert refused.value.code == "no_module"


def test_sm2_in_a_module_is_refused_by_name() -> None:
    with pytest.raises(RuleViolation) as refused:
        modules.ModuleKey("sm2", b"", "t", "k").sign(b"x")
    assert refused.value.code == "module_without_sm2"


@pytest.mark.parametrize("algorithm", SealKey.Algorithm.values)
def test_keys_rest_encrypted_and_sign_again(algorithm: str) -> None:
    made = services.make_key(None, algorithm)
    with connection.cursor() as cursor:
        cursor.execute("SELECT private FROM seals_sealkey WHERE id = %s", [made.pk])
        stored = bytes(cursor.fetchone()[0])
    loaded = SealKey.objects.get(pk=made.pk)
    assert bytes.fromhex(loaded.private) not in stored
    assert loaded.private.encode() not in stored
    first, second = keys.opened(loaded).sign(b"m"), keys.opened(loaded).sign(b"m")
    assert (first == second) is (algorithm == "rsa")
