"""Sealing a PDF: the bureau's approval seal as a PAdES signature, one line in the register of uses."""

from oneseal.foundation import clock
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.seals import keys, selectors
from oneseal.seals.models import Certificate, Seal, SealUse
from oneseal.seals.rules import pades
from oneseal.seals.rules.certificates import Family
from oneseal.seals.rules.pdf_seals import NotSealable, Place, SealingKey, Words
from oneseal.seals.services.applying import register_use, usable_seal
from oneseal.seals.services.authority import refresh_lists
from oneseal.seals.services.timestamps import stamp_source


def seal_pdf(
    actor: Actor,
    *,
    pdf: bytes,
    subject: Subject,
    reason: str,
    bureau_id: int | None = None,
    place: Place | None = None,
) -> bytes:
    """The PDF with the bureau's approval seal as a PAdES signature (B-LTA), and the use in the register. 10 ms.

    `subject` is what the file is about, `bureau_id` whose seal (the actor's bureau where none is given), `place`
    where the document draws the seal's picture (nowhere visible, where none is given). A file counts as sealed only
    when the caller's transaction commits. Raises NotFound where the bureau has no seal in use, RuleViolation
    where the seal or its certificate is out of its dates, no time stamp is to be had, or the file is no PDF.
    """
    seal = usable_seal(actor, bureau_id)
    certificate = _certificate(seal)
    refresh_lists()
    source = stamp_source()
    try:
        content = pades.seal(
            pdf,
            _key(certificate),
            stamp=source.stamp,
            lists=selectors.revocation_lists(),
            stamp_chain=source.chain,
            moment=clock.now(),
            words=Words(seal.name, reason),
            place=place,
        )
    except NotSealable as error:
        raise RuleViolation(
            "not_sealable_pdf", N_("文件不是可以盖章的PDF，或者已经盖过章。请用系统生成的原文件。")
        ) from error
    register_use(actor, seal, form=SealUse.Form.PDF, content=content, subject=subject, reason=reason)
    return content


def _certificate(seal: Seal) -> Certificate:
    found = selectors.pdf_certificate(seal.pk)
    if found is None:
        raise RuleViolation(
            "no_pdf_certificate",
            N_(
                "印章“%(name)s”没有可用的PDF签章证书（已到期或已吊销），不能盖章。请系统管理员到“证书管理”换发。"
            ),
            params={"name": seal.name},
        )
    return found


def _key(certificate: Certificate) -> SealingKey:
    assert certificate.key is not None  # pdf_certificate asks for it
    return SealingKey(
        bytes(certificate.der),
        Family(certificate.algorithm),
        keys.opened(certificate.key).sign,
        selectors.chain_above(certificate),
    )
