"""Reads of the registry: seals, their uses, and the check of a file."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import NotFound
from oneseal.kernel.text import N_
from oneseal.seals.models import Seal, SealUse
from oneseal.seals.rules import sm2
from oneseal.seals.rules.findings import Finding, Verification
from oneseal.seals.selectors.authority import knowledge

KEEPERS = frozenset({Role.ADMINISTRATOR, Role.BUREAU_HEAD})
"""Who may look at the register of seals: who keeps it, and who answers for it."""

UNREGISTERED = N_("用印登记簿里没有这份文件：它在盖章以后被改动过，或者盖章没有完成。")
RETIRED = N_("盖章时，印章“%(name)s”已经停用。")
UNKNOWN_FORM = N_("这不是PDF或OFD文件，本系统盖章的文书只有这两种形式。请选择收到的原文件。")


def active_seal(bureau_id: int) -> Seal:
    """The bureau's approval seal in use, with everything that sealing needs. Raises NotFound where there is none."""
    found = Seal.objects.filter(bureau_id=bureau_id, kind=Seal.Kind.APPROVAL, state=Seal.State.ACTIVE).first()
    if found is None:
        raise NotFound(
            "no_seal", N_("本单位没有启用的行政审批专用章，不能盖章。请系统管理员到“电子印章”制作。")
        )
    return found


def visible_seals(actor: Actor) -> QuerySet[Seal]:
    """The seals of the actor's bureau, those in use first, without their data; for KEEPERS."""
    rows = Seal.objects.filter(bureau_id=actor.bureau_id).defer("data", "stamp", "certificate")
    rows = rows.annotate(uses_count=Count("uses")).order_by("state", "-made_at", "-id")
    return rows if actor.has(*KEEPERS) else rows.none()


def access_seal(actor: Actor, seal_id: int) -> Seal:
    """One of visible_seals. Raises NotFound for absent and forbidden ones alike."""
    found = visible_seals(actor).filter(pk=seal_id).first()
    if found is None:
        raise NotFound("not_found", N_("没有找到这枚印章，或者您无权查看。"))
    return found


def visible_uses(actor: Actor, *, seal_id: int | None = None, words: str = "") -> QuerySet[SealUse]:
    """Uses of the bureau's seals, for KEEPERS. `words`: a digest (SHA-256, SM3), a person, a reason or an id."""
    rows = SealUse.objects.filter(seal__bureau_id=actor.bureau_id).select_related("seal")
    if not actor.has(*KEEPERS):
        return rows.none()
    if seal_id:
        rows = rows.filter(seal_id=seal_id)
    words = words.strip().lower()
    if len(words) == 64:
        return rows.filter(Q(sha256=words) | Q(sm3=words))
    if words:
        about = Q(about_id=int(words)) if words.isdecimal() and len(words) < 18 else Q()
        rows = rows.filter(Q(actor_name__icontains=words) | Q(reason__icontains=words) | about)
    return rows


def verify(file: bytes, at: datetime) -> Verification:
    """What is to be said of a file at a moment: form, findings, whose seal, when. Nothing is kept.

    A seal of our own register must also have this very file among its uses, and not have been retired then.
    """
    # Imported where they are used: their libraries take a second to load, which every command would wait for.
    from oneseal.seals.rules import ofd_checks, pdf_checks

    if file.startswith(b"%PDF"):
        found = pdf_checks.verify(file, knowledge(), now=at)
    elif file.startswith(b"PK"):
        found = ofd_checks.verify(file, knowledge(), now=at)
    else:
        return Verification("", (Finding("unknown_form", UNKNOWN_FORM),))
    return found.with_more(_by_register(found, file)) if found.valid else found


def _by_register(found: Verification, file: bytes) -> list[Finding]:
    """What our own register says against a file. An OFD never changes once sealed; a PDF may get later stamps."""
    seal = Seal.objects.filter(code=found.seal_code).only("name", "retired_at").first()
    if seal is None:
        return []
    if seal.retired_at and found.signed_at and found.signed_at > seal.retired_at:
        return [Finding("seal_retired_when_signed", RETIRED, params={"name": seal.name})]
    if found.form == "ofd" and not SealUse.objects.filter(seal=seal, sm3=sm2.sm3(file).hex()).exists():
        return [Finding("unregistered", UNREGISTERED)]
    return []
