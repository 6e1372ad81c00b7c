"""Keys inside a hardware module, by PKCS #11 (GM/T 0016 is for modules without it and is not spoken here).

The module's library and the user's PIN are settings; a row of SealKey names the token and the key's label. ECDSA
and RSA are driven by the standard's own mechanisms. PKCS #11 names none for SM2: makers use numbers of their own,
so an SM2 key in a module is refused by name rather than guessed at.
"""

import hashlib
from functools import cache
from typing import Any

import pkcs11
from asn1crypto import keys as asn1_keys
from django.conf import settings
from pkcs11.util.ec import encode_ec_public_key, encode_ecdsa_signature
from pkcs11.util.rsa import encode_rsa_public_key

from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

ECDSA, RSA, SM2 = "ecdsa", "rsa", "sm2"


class ModuleKey:
    """A key that never leaves its module; satisfies keys.SigningKey."""

    def __init__(self, algorithm: str, public: bytes, token: str, label: str) -> None:
        self.algorithm = algorithm
        self.public = public
        self._token = token
        self._label = label

    def sign(self, message: bytes) -> bytes:
        """Sign in the module. Raises RuleViolation where module, token, key or mechanism is not there."""
        if self.algorithm == SM2:
            raise _refusal(
                "module_without_sm2",
                N_("密码模块没有提供通用的SM2签名机制，不能用它盖OFD章。请把SM2密钥保存在本系统中。"),
            )
        with _open(self._token) as session:
            key = _key(session, pkcs11.ObjectClass.PRIVATE_KEY, self._label)
            if self.algorithm == RSA:
                return bytes(key.sign(message, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS))
            digest = hashlib.sha256(message).digest()
            return bytes(encode_ecdsa_signature(key.sign(digest, mechanism=pkcs11.Mechanism.ECDSA)))


def public_of(token: str, label: str) -> tuple[str, bytes]:
    """Algorithm and SubjectPublicKeyInfo of a key in the module. Raises RuleViolation where it is not there."""
    with _open(token) as session:
        _key(session, pkcs11.ObjectClass.PRIVATE_KEY, label)
        public = _key(session, pkcs11.ObjectClass.PUBLIC_KEY, label)
        if public.key_type == pkcs11.KeyType.RSA:
            parsed = asn1_keys.RSAPublicKey.load(encode_rsa_public_key(public))
            return RSA, bytes(asn1_keys.PublicKeyInfo.wrap(parsed, "rsa").dump())
        if public.key_type == pkcs11.KeyType.EC:
            return ECDSA, bytes(encode_ec_public_key(public))
    raise _refusal("module_key_kind", N_("密码模块里的这把密钥不是RSA或ECDSA密钥，不能用来盖PDF章。"))


@cache
def _library(path: str) -> Any:
    return pkcs11.lib(path)


def _open(token: str) -> Any:
    if not settings.PKCS11_MODULE:
        raise _refusal(
            "no_module",
            N_("没有设置密码模块（ONESEAL_PKCS11_MODULE），不能使用模块里的密钥。请联系系统管理员。"),
        )
    try:
        found = _library(settings.PKCS11_MODULE).get_token(token_label=token)
        return found.open(user_pin=settings.PKCS11_PIN or None)
    except (pkcs11.PKCS11Error, RuntimeError) as error:
        raise _refusal(
            "module_closed",
            N_("打不开密码模块里的“%(token)s”（%(said)s）。请检查模块是否接好、标签和PIN是否正确。"),
            token=token,
            said=type(error).__name__,
        ) from error


def _key(session: Any, kind: Any, label: str) -> Any:
    try:
        return session.get_key(object_class=kind, label=label)
    except pkcs11.PKCS11Error as error:
        raise _refusal(
            "module_key_missing",
            N_("密码模块里没有标签为“%(label)s”的密钥。请核对标签。"),
            label=label,
        ) from error


def _refusal(code: str, message: str, **params: str) -> RuleViolation:
    return RuleViolation(code, message, params=params or None, field="token_label")
