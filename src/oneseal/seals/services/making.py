"""Making, retiring and replacing seals."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from oneseal.foundation import clock
from oneseal.foundation.db import lock
from oneseal.foundation.journal import Subject, Update, record
from oneseal.foundation.numbering import next_number
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.text import N_
from oneseal.seals.events import SealMade, SealRetired
from oneseal.seals.models import Certificate, Seal, SealKey
from oneseal.seals.rules import codes, ofd_fonts, pictures, ses
from oneseal.seals.services import authority
from oneseal.seals.services.keeping import make_key

SIZE = 42
"""Width of a seal in millimetres (国发〔1999〕25号)."""


@dataclass(frozen=True, slots=True)
class SealOrder:
    """A seal to be made. `ring` is the name along the ring, `foot` the words below; `code` empty: the next of the region."""

    kind: str
    ring: str
    foot: str
    valid_from: datetime
    valid_until: datetime
    code: str = ""

    @property
    def name(self) -> str:
        """What the seal is called."""
        return f"{self.ring}{self.foot}"


def make_seal(actor: Actor, *, bureau_id: int, order: SealOrder) -> Seal:
    """Make and register a seal: keys, certificates, picture, and the SESeal signed by the seals' maker.

    Raises RuleViolation for names that cannot be printed, dates out of order and codes that are none; Conflict
    where the code is taken or the bureau has an approval seal in use; NotFound before the authority is founded.
    """
    _check(order)
    with transaction.atomic():
        return _made(actor, bureau_id, order, None)


def retire_seal(actor: Actor, *, seal_id: int, reason: str) -> Seal:
    """Take a seal out of use for good and revoke its certificates; what it sealed before stays valid.

    Raises RuleViolation without a reason, Conflict where it is retired already.
    """
    with transaction.atomic():
        return _retired(actor, seal_id, reason)


def replace_seal(actor: Actor, *, seal_id: int, order: SealOrder, reason: str) -> Seal:
    """Retire a seal and make the one that takes its place, in one act. Raises as both do."""
    _check(order)
    with transaction.atomic():
        old = _retired(actor, seal_id, reason)
        return _made(actor, old.bureau_id, order, old)


def _check(order: SealOrder) -> None:
    if not order.ring.strip():
        raise RuleViolation("name_missing", N_("没有填写印章上的单位名称。请填写单位全称。"), field="ring")
    missing = ofd_fonts.missing("serif", order.name)
    if missing:
        raise RuleViolation(
            "unprintable",
            N_("字库里没有“%(signs)s”，印章上印不出来。请联系系统管理员补充字库。"),
            params={"signs": "、".join(missing)},
            field="ring",
        )
    if order.valid_until <= order.valid_from:
        raise RuleViolation("dates", N_("有效期的止日早于起日。请把止日改到起日之后。"), field="valid_until")
    if order.valid_until <= clock.now():
        raise RuleViolation(
            "past", N_("有效期已经过去，印章做出来就不能用。请重新填写止日。"), field="valid_until"
        )
    if order.code:
        codes.check_code(order.code)


def _made(actor: Actor, bureau_id: int, order: SealOrder, replaces: Seal | None) -> Seal:
    series = next_number(bureau_id, "seal", 0)
    code = order.code or codes.seal_code(_region(bureau_id), series)
    key = make_key(bureau_id, SealKey.Algorithm.SM2)
    certificate = authority.signer_certificate(
        actor,
        bureau_id=bureau_id,
        key=key,
        name=order.name,
        valid_from=order.valid_from,
        valid_until=order.valid_until,
        code=code,
    )
    picture = pictures.seal_svg(order.ring, order.foot)
    stamp = pictures.seal_png(picture, SIZE)
    values = {
        "picture": picture,
        "stamp": stamp,
        "key": key,
        "certificate": certificate,
        "replaces": replaces,
    }
    seal = _kept(
        bureau_id, order, code, {**values, "data": _data(bureau_id, order, code, certificate, stamp)}
    )
    authority.pdf_signer(actor, seal)
    event = SealMade(
        name=seal.name,
        code=code,
        seal_kind=order.kind,
        valid_from=order.valid_from.isoformat(),
        valid_until=order.valid_until.isoformat(),
        certificate_sha256=hashlib.sha256(certificate).hexdigest(),
        replaces_id=replaces.pk if replaces else None,
    )
    record(actor, Subject("seal", seal.pk), event)
    return seal


def _kept(bureau_id: int, order: SealOrder, code: str, values: dict[str, object]) -> Seal:
    """The row; the constraints decide who was first."""
    if Seal.objects.filter(code=code).exists():
        raise Conflict(
            "code_taken",
            N_("印章编码 %(code)s 已经登记过。请核对编码。"),
            params={"code": code},
            field="code",
        )
    try:
        with transaction.atomic():
            return Seal.objects.create(
                bureau_id=bureau_id,
                kind=order.kind,
                name=order.name,
                code=code,
                valid_from=order.valid_from,
                valid_until=order.valid_until,
                made_at=clock.now(),
                **values,
            )
    except IntegrityError as error:
        raise Conflict(
            "active_seal",
            N_("本单位已有一枚启用的行政审批专用章。一个单位只能有一枚，请改用“更换”，或先停用旧章。"),
            field="kind",
        ) from error


def _data(bureau_id: int, order: SealOrder, code: str, certificate: bytes, stamp: bytes) -> bytes:
    """The SESeal, signed by the seals' maker."""
    maker, maker_certificate = authority.seal_maker(bureau_id)
    spec = ses.SealSpec(
        seal_id=code,
        name=order.name,
        certificates=(certificate,),
        picture=stamp,
        size=(SIZE, SIZE),
        created=clock.now(),
        valid_from=order.valid_from,
        valid_until=order.valid_until,
    )
    return ses.make_seal(spec, maker_certificate, maker.sign)


def _region(bureau_id: int) -> str:
    found = next((each for each in identity.bureaus() if each.id == bureau_id), None)
    if found is None or not found.region_id:
        raise RuleViolation(
            "region_missing",
            N_("本单位没有登记行政区划，不能自动编印章编码。请填写公安机关备案的13位编码。"),
            field="code",
        )
    return str(found.region_id)


def _retired(actor: Actor, seal_id: int, reason: str) -> Seal:
    if not reason.strip():
        raise RuleViolation(
            "reason_missing", N_("没有填写停用的原因。请写明为什么停用、依据哪份文件。"), field="reason"
        )
    seal = lock(Seal, seal_id)
    if seal.state != Seal.State.ACTIVE:
        raise Conflict("retired_already", N_("这枚印章已经停用，不能再次停用。"))
    values = {"state": Seal.State.RETIRED, "retired_at": clock.now(), "retired_reason": reason.strip()}
    change = Update(Seal, seal.pk, values, expect={"state": Seal.State.ACTIVE})
    event = SealRetired(name=seal.name, code=seal.code)
    record(actor, Subject("seal", seal.pk), event, changes=[change], reason=reason.strip())
    _revoke(actor, seal, reason.strip())
    for name, value in values.items():
        setattr(seal, name, value)
    return seal


def _revoke(actor: Actor, seal: Seal, reason: str) -> None:
    """Its own certificates; one that an outside authority issued is for that authority to revoke."""
    listed = [hashlib.sha256(bytes(seal.certificate)).hexdigest()]
    own = Certificate.objects.filter(origin=Certificate.Origin.OWN, revoked_at__isnull=True)
    held = own.filter(sha256__in=listed) | own.filter(seal_id=seal.pk)
    for certificate_id in held.order_by("id").values_list("id", flat=True):
        authority.revoke_certificate(
            actor, certificate_id=certificate_id, code=Certificate.Reason.CESSATION, reason=reason
        )
