"""People come, move, hold posts, show certificates, leave."""

import hashlib
import io
from dataclasses import asdict
from datetime import date

from django.db import IntegrityError, transaction
from PIL import Image, UnidentifiedImageError

from oneseal.foundation import clock, crypto, journal
from oneseal.foundation.db import lock
from oneseal.foundation.fields import sealed
from oneseal.identity import events, selectors
from oneseal.identity.models import (
    Account,
    Movement,
    PostHolding,
    Replacement,
    Staff,
    StaffCertificate,
    StaffPhoto,
)
from oneseal.identity.rules import posting, records
from oneseal.identity.rules.records import PostRecord, StaffRecord
from oneseal.identity.selectors.applicants import NUMBER
from oneseal.identity.services.replacing import BASIS, approved_for
from oneseal.identity.services.sessions import end_sessions, forget_actors
from oneseal.kernel.access import Actor
from oneseal.kernel.errors import Conflict, RuleViolation
from oneseal.kernel.events import Event
from oneseal.kernel.identifiers import parse_resident_id
from oneseal.kernel.text import N_

PHOTO_BYTES, PHOTO_SIZE = 5 * 1024 * 1024, (360, 480)


def enrol_staff(actor: Actor, given: StaffRecord) -> Staff:
    """Enter a member of staff. Raises Violations, Conflict for a number already given."""
    _check(actor, given)
    try:
        with transaction.atomic():
            plain = _identity(given)
            values = _entered(given)
            staff = Staff.objects.create(
                bureau_id=actor.bureau_id, id_number=plain or None, id_index=_index(plain), **values
            )
            _told(actor, staff.pk, events.StaffEnrolled(number=staff.number, employment=staff.employment))
    except IntegrityError as error:
        raise _taken() from error
    return staff


def edit_staff(actor: Actor, staff_id: int, given: StaffRecord) -> None:
    """Change what is entered about somebody."""
    selectors.access_staff(actor, staff_id)
    _check(actor, given)
    try:
        with transaction.atomic():
            staff = lock(Staff, staff_id)
            values = _entered(given)
            changed = [name for name, value in values.items() if getattr(staff, name) != value]
            if (plain := _identity(given)) and _index(plain) != staff.id_index:
                changed.append("id_number")
                number = sealed(Staff, "id_number", staff.uid, plain)
                values |= {"id_number": number, "id_index": _index(plain)}
            change = journal.Update(Staff, staff_id, values)
            _told(actor, staff_id, events.StaffChanged(fields=changed), change)
            forget_actors(staff=[staff_id])
    except IntegrityError as error:
        raise _taken() from error


def _entered(given: StaffRecord) -> dict[str, object]:
    """What was entered but the identity number, which is kept encrypted."""
    return {name: value for name, value in asdict(given).items() if name != "id_number"}


def _identity(given: StaffRecord) -> str:
    """The identity number in plain form, empty where none was entered. Raises RuleViolation."""
    return parse_resident_id(given.id_number, today=clock.today()).number if given.id_number else ""


def _index(number: str) -> str:
    return crypto.blind_index(number, NUMBER) if number else ""


def record_movement(
    actor: Actor,
    staff_id: int,
    *,
    kind: str,
    starts_on: date,
    to_unit_id: int | None = None,
    ends_on: date | None = None,
    document: str = "",
) -> None:
    """A transfer, secondment or return (inventory 1.6); `leave` ends posts, sessions and account with that day."""
    selectors.access_staff(actor, staff_id)
    if to_unit_id is not None:
        selectors.access_organisation(actor, to_unit_id)
    if ends_on and ends_on < starts_on:
        raise RuleViolation("period_reversed", N_("截止日期不能早于开始日期，请修改。"), field="ends_on")
    with transaction.atomic():
        staff = lock(Staff, staff_id)
        Movement.objects.create(
            staff=staff,
            kind=kind,
            from_unit_id=staff.home_unit_id,
            to_unit_id=to_unit_id,
            starts_on=starts_on,
            ends_on=ends_on,
            document=document,
        )
        event = events.StaffMoved(movement=kind, starts_on=starts_on.isoformat(), document=document)
        values: dict[str, object] = {"left_on": starts_on} if kind == "leave" else {"left_on": None}
        if kind == "transfer" and to_unit_id:
            values["home_unit_id"] = to_unit_id
        _told(actor, staff_id, event, journal.Update(Staff, staff_id, values))
        if kind == "leave":
            _leave(staff_id, starts_on)
        forget_actors(staff=[staff_id])


def appoint(actor: Actor, post_id: int, staff_id: int, *, from_on: date) -> PostHolding:
    """Give somebody a post from a day on (inventory 1.7, 1.9, 11.16). Raises Violations, Conflict."""
    post = selectors.access_post(actor, post_id)
    selectors.access_staff(actor, staff_id)
    with transaction.atomic():
        staff = lock(Staff, staff_id)
        if staff.left_on or post.closed_on:
            raise RuleViolation("gone", N_("该人员已离开或岗位已关闭，请重新选择。"), field="staff")
        names = PostRecord.__dataclass_fields__
        record = PostRecord(**{name: getattr(post, name) for name in names})
        records.check_appointment(record, staff.employment, selectors.is_certified(staff_id, from_on))
        if PostHolding.objects.filter(post=post, staff=staff, to_on=None).exists():
            raise Conflict("already_held", N_("该人员已在此岗位，不必重复安排。"), field="staff")
        holding = PostHolding.objects.create(post=post, staff=staff, from_on=from_on)
        event = events.PostTaken(post=post.pk, code=post.code, from_on=from_on.isoformat())
        _told(actor, staff_id, event)
        forget_actors(staff=[staff_id])
    return holding


def end_holding(actor: Actor, holding_id: int, *, last_on: date) -> None:
    """End somebody's holding with a day; at a window within a year only with the centre's approval (inventory 1.7)."""
    found = selectors.access_holding(actor, holding_id)
    with transaction.atomic():
        holding = lock(PostHolding, holding_id)
        if holding.to_on is not None:
            raise Conflict("already_ended", N_("此任岗已经结束，请刷新后再看。"))
        if last_on < holding.from_on:
            raise RuleViolation("period_reversed", N_("结束日期不能早于任岗日期，请修改。"), field="last_on")
        early = posting.replaced_too_early(found.post.stable, holding.from_on, last_on)
        approval = approved_for(holding_id, last_on) if early else None
        if early and approval is None:
            text = N_(
                "窗口人员一年内不得调换（到 %(day)s 满一年）；确需调换的，请先申请，由中心批准后再结束。"
            )
            params = {"day": posting.first_free_day(holding.from_on).isoformat()}
            raise RuleViolation("too_early", text, params=params, field="last_on", basis=BASIS)
        reason = approval.reason if approval else ""
        values = {"to_on": last_on, "ended_early_because": reason}
        changes = [journal.Update(PostHolding, holding_id, values)]
        if approval:
            changes.append(
                journal.Update(Replacement, approval.pk, {"state": "used"}, expect={"state": "approved"})
            )
        event = events.PostLeft(
            post=found.post_id, code=found.post.code, last_on=last_on.isoformat(), early=early
        )
        _told(actor, found.staff_id, event, *changes, reason=reason)
        forget_actors(staff=[found.staff_id])


def register_certificate(
    actor: Actor,
    staff_id: int,
    *,
    number: str,
    level: int,
    issuer: str,
    issued_on: date,
    expires_on: date | None,
    name: str = "行政办事员",
) -> StaffCertificate:
    """Enter a certificate that lets its holder work at a window (inventory 1.9)."""
    selectors.access_staff(actor, staff_id)
    if expires_on and expires_on <= issued_on:
        raise RuleViolation("period_reversed", N_("有效期截止日应晚于发证日期，请修改。"), field="expires_on")
    try:
        with transaction.atomic():
            made = StaffCertificate.objects.create(
                staff_id=staff_id,
                name=name,
                number=number.strip(),
                level=level,
                issuer=issuer,
                issued_on=issued_on,
                expires_on=expires_on,
            )
            until = expires_on.isoformat() if expires_on else None
            _told(
                actor,
                staff_id,
                events.CertificateRegistered(number=made.number, level=level, expires_on=until),
            )
            forget_actors(staff=[staff_id])
    except IntegrityError as error:
        raise Conflict("certificate_taken", N_("此证书编号已经登记过，请核对。"), field="number") from error
    return made


def revoke_certificate(actor: Actor, certificate_id: int, *, reason: str) -> None:
    """A certificate no longer counts from today on."""
    found = selectors.access_certificate(actor, certificate_id)
    with transaction.atomic():
        row = lock(StaffCertificate, certificate_id)
        if row.revoked_on:
            raise Conflict("already_revoked", N_("此证书已经注销，请刷新后再看。"))
        change = journal.Update(StaffCertificate, row.pk, {"revoked_on": clock.today()})
        _told(actor, found.staff_id, events.CertificateRevoked(number=row.number), change, reason=reason)
        forget_actors(staff=[found.staff_id])


def set_photo(actor: Actor, staff_id: int, content: bytes) -> None:
    """The photograph on the post display: re-encoded as a small JPEG, which drops all else in the file (1.15)."""
    selectors.access_staff(actor, staff_id)
    image = _small_jpeg(content)
    with transaction.atomic():
        lock(Staff, staff_id)
        digest = hashlib.sha256(image).hexdigest()
        StaffPhoto.objects.update_or_create(staff_id=staff_id, defaults={"image": image, "sha256": digest})
        _told(actor, staff_id, events.PhotoSet(sha256=digest))


def _small_jpeg(content: bytes) -> bytes:
    if len(content) > PHOTO_BYTES:
        raise RuleViolation("photo_large", N_("照片不能超过 5 MB，请压缩后重新选择。"), field="photo")
    try:
        picture = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"])
        picture.draft("RGB", (720, 960))
        small = picture.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        text = N_("无法识别这张照片，请上传 JPG 或 PNG 格式的照片。")
        raise RuleViolation("photo_wrong", text, field="photo") from error
    small.thumbnail(PHOTO_SIZE)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=85)
    return out.getvalue()


def _leave(staff_id: int, day: date) -> None:
    PostHolding.objects.filter(staff=staff_id, to_on=None, from_on__lte=day).update(to_on=day)
    if day > clock.today():
        return
    for account in Account.objects.filter(staff=staff_id):
        Account.objects.filter(pk=account.pk).update(is_active=False)
        end_sessions(account.pk, because="revoked")


def _check(actor: Actor, given: StaffRecord) -> None:
    records.check_staff(given)
    selectors.access_organisation(actor, given.section_id)
    selectors.access_organisation(actor, given.home_unit_id)


def _taken() -> Conflict:
    return Conflict("number_taken", N_("此工号已有人使用，请核对。"), field="number")


def _told(actor: Actor, staff_id: int, event: Event, *changes: journal.Update, reason: str = "") -> None:
    journal.record(actor, journal.Subject("staff", staff_id), event, changes=changes, reason=reason)
