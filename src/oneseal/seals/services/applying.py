"""Applying a seal: one active seal, one file, one line in the register of uses."""

import hashlib

from django.db import transaction

from oneseal.foundation import clock
from oneseal.foundation.journal import Insert, Subject, record
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_
from oneseal.seals import keys
from oneseal.seals.events import SealApplied
from oneseal.seals.models import Seal, SealKey, SealUse
from oneseal.seals.rules import ofd_seals, ses, sm2
from oneseal.seals.selectors.registry import active_seal
from oneseal.seals.services.timestamps import stamp_source


def seal_ofd(
    actor: Actor,
    *,
    ofd: bytes,
    subject: Subject,
    reason: str,
    bureau_id: int | None = None,
    place: ofd_seals.SealPlace | None = None,
) -> bytes:
    """The OFD with the bureau's approval seal on it, and the use in the register. 20 ms.

    `subject` is what the file is about, `bureau_id` whose seal (the actor's bureau where none is given), `place`
    where the stamp goes (the foot of the last page, right, where none is given). A file counts as sealed only
    when the caller's transaction commits. Raises NotFound where the bureau has no seal in use, RuleViolation
    where the seal is out of its dates, no time stamp is to be had, or the file is no OFD or sealed already.
    """
    seal = usable_seal(actor, bureau_id)
    source = stamp_source()
    key = keys.opened(SealKey.objects.get(pk=seal.key_id))
    moment, data = clock.now(), bytes(seal.data)

    def sign(digest: bytes, about: str) -> bytes:
        return ses.make_signature(
            data,
            digest=digest,
            about=about,
            moment=moment,
            certificate=bytes(seal.certificate),
            sign=key.sign,
            stamp=lambda value: source.stamp(hashlib.sha256(value).digest()),
        )

    try:
        content = ofd_seals.seal(ofd, seal_data=data, moment=moment, sign=sign, place=place)
    except ValueError as error:
        raise RuleViolation(
            "not_sealable", N_("文件不是可以盖章的OFD，或者已经盖过章。请用系统生成的原文件。")
        ) from error
    register_use(actor, seal, form=SealUse.Form.OFD, content=content, subject=subject, reason=reason)
    return content


def usable_seal(actor: Actor, bureau_id: int | None) -> Seal:
    """The bureau's approval seal, if it may be used at this moment. Raises NotFound, RuleViolation."""
    seal = active_seal(actor.bureau_id if bureau_id is None else bureau_id)
    if not seal.valid_from <= clock.now() <= seal.valid_until:
        raise RuleViolation(
            "seal_out_of_dates",
            N_("印章“%(name)s”不在有效期内，不能盖章。请系统管理员更换印章。"),
            params={"name": seal.name},
            basis="GB/T 38540",
        )
    return seal


def register_use(
    actor: Actor, seal: Seal, *, form: str, content: bytes, subject: Subject, reason: str
) -> None:
    """Write one use of a seal and its journal entry; `content` is the sealed file."""
    sha256, digest = hashlib.sha256(content).hexdigest(), sm2.sm3(content).hex()
    use = {
        "seal_id": seal.pk,
        "form": form,
        "about_kind": subject.kind,
        "about_id": subject.id,
        "sha256": sha256,
        "sm3": digest,
        "actor_id": actor.account_id,
        "actor_name": actor.name,
        "reason": reason[:200],
        "used_at": clock.now(),
    }
    event = SealApplied(seal_id=seal.pk, code=seal.code, form=form, sha256=sha256, sm3=digest)
    with transaction.atomic(savepoint=False):
        record(actor, subject, event, changes=[Insert(SealUse, use)], reason=reason)
