"""How allauth's parts are fitted in: second factors are kept encrypted."""

from base64 import b64decode, b64encode

from allauth.mfa.adapter import DefaultMFAAdapter

from oneseal.foundation import crypto

BELONGS_TO = "identity.second_factor"


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """Seals TOTP secrets and the seed of recovery codes, which allauth keeps in the clear."""

    def encrypt(self, text: str) -> str:
        """Sealed text as base64."""
        return b64encode(crypto.seal(text.encode(), BELONGS_TO)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The text again."""
        return crypto.unseal(b64decode(encrypted_text), BELONGS_TO).decode()
