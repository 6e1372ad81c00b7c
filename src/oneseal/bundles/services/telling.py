"""The applicant hears of the whole, not of every item by itself: news gathered into one message (ONE-1)."""

from collections.abc import Iterable, Mapping
from functools import partial

from django.db import transaction

from oneseal.bundles.models import Joint, JointCase, JointNews
from oneseal.bundles.rules import news as rules
from oneseal.bundles.services.keeping import message
from oneseal.cases.services.batches import each_alone
from oneseal.foundation import clock, db
from oneseal.kernel.access import SYSTEM


def tellers(case_ids: Iterable[int]) -> dict[int, partial[bool]]:
    """For each case of a joint application who takes its messages over."""
    rows = JointCase.objects.filter(case__in=list(case_ids)).select_related("joint")
    return {int(row.case_id or 0): partial(_take, row) for row in rows}


def _take(row: JointCase, entry: int, template: str, data: Mapping[str, str]) -> bool:
    """Keep one message of a case for the one about the whole; False: the case is to tell it itself."""
    if template in rules.COVERED or (template == rules.RECEIVED and _on_the_slip(row)):
        return True
    if not rules.gathered(template):
        return False
    case = row.case
    said = {"item_name": row.name, "case_number": case.number if case else "", **data}
    values = {"joint_id": row.joint_id, "member": row, "template": template, "at": clock.now()}
    if not JointNews.objects.filter(entry=entry).exists():
        JointNews.objects.create(entry=entry, data=said, **values)
    return True


def _on_the_slip(row: JointCase) -> bool:
    """Whether the one slip names the case already: it waited for nothing, so it began when all was handed in."""
    return not row.joint.waits.get(row.code)


def tell_news() -> int:
    """One message for every joint application whose oldest untold news has waited long enough; how many."""
    late = JointNews.objects.filter(told_at=None, at__lte=clock.now() - rules.GATHER)
    found = sorted(set(late.values_list("joint_id", flat=True)))
    return each_alone("tell news of one thing", found, _tell)


def _tell(joint_id: int) -> bool:
    with transaction.atomic():
        joint = db.lock(Joint, joint_id)
        rows = list(JointNews.objects.filter(joint=joint, told_at=None).order_by("entry"))
        if not rows:
            return False
        said = rules.told([(row.member_id, row.template, row.data) for row in rows])
        JointNews.objects.filter(pk__in=[row.pk for row in rows]).update(told_at=clock.now())
        message(SYSTEM, joint, "joint_news", key=str(rows[-1].entry), news=said)
    return True
