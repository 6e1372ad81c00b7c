"""Signing bytes that are no document: manifests of archive packages."""

from dataclasses import dataclass

from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Actor
from oneseal.seals import keys
from oneseal.seals.models import Seal, SealKey, SealUse
from oneseal.seals.rules.certificates import SIGNATURE_ALGORITHMS, Family
from oneseal.seals.services.applying import register_use, usable_seal


@dataclass(frozen=True, slots=True)
class DataSigner:
    """The bureau's seal, ready to sign: number of the algorithm (SM2 with SM3) and the seal's certificate (DER)."""

    actor: Actor
    seal: Seal
    algorithm: str
    certificate: bytes

    def sign(self, content: bytes, *, subject: Subject, reason: str) -> bytes:
        """The signature over the content; the use is registered, in the caller's transaction."""
        key = keys.opened(SealKey.objects.get(pk=self.seal.key_id))
        register_use(
            self.actor, self.seal, form=SealUse.Form.DATA, content=content, subject=subject, reason=reason
        )
        return key.sign(content)


def data_signer(actor: Actor, *, bureau_id: int) -> DataSigner:
    """The bureau's seal as a signer. Raises NotFound where it has none, RuleViolation out of its dates."""
    seal = usable_seal(actor, bureau_id)
    return DataSigner(actor, seal, SIGNATURE_ALGORITHMS[Family.SM2], bytes(seal.certificate))
