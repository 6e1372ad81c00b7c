"""What the documents about the whole say: the one slip, the one correction notice, the notice of stopping."""

from collections.abc import Iterable
from typing import Any

from oneseal.bundles.models import Joint, JointGap
from oneseal.bundles.rules.states import ORDERS
from oneseal.bundles.selectors import joints as reads
from oneseal.bundles.services.keeping import message
from oneseal.documents import services as documents
from oneseal.foundation.display import paper_day
from oneseal.foundation.journal import Subject
from oneseal.kernel.access import Actor

LAW = "行政许可法第二十六条第二款"


def _issue(
    actor: Actor, joint: Joint, kind: str, paragraphs: list[str], facts: Iterable[tuple[str, str]]
) -> Any:
    return documents.issue_document(
        actor,
        bureau_id=joint.bureau_id,
        kind=kind,
        subject=Subject("joint", joint.pk),
        data={
            "applicant": joint.applicant_name,
            "person": joint.applicant.kind == "person",
            "item_name": joint.title,
            "case_number": joint.number,
            "paragraphs": paragraphs,
            "facts": [{"name": name, "value": value} for name, value in facts],
            "basis": LAW,
        },
        signed_name=actor.name if actor.is_staff else "",
    )


def issue_slip(actor: Actor, joint: Joint) -> None:
    """The one slip 一件事收件单: every item and errand with its number or what it waits for, and the one promise."""
    names = {row.code: row.name for row in reads.members_of(joint)}
    orders = reads.orders_of(joint)
    names |= {row.key: row.name for row in orders}
    facts = []
    for row in reads.members_of(joint):
        number = row.case.number if row.case else ""
        waits = "、".join(names.get(key, key) for key in joint.waits.get(row.code, []))
        facts.append((row.name, f"办件编号{number}" if number else f"等“{waits}”办结后自动开始"))
    facts += [(row.name, f"{row.partner.name}办理，{ORDERS.labels[row.state]}") for row in orders]
    facts.append(("申请材料", f"{len({row.code for row in reads.papers_of(joint)})}份，各事项共用"))
    facts.append(("承诺全部办结", paper_day(joint.promised_due)))
    paragraphs = [
        f"您申请的“{joint.title}”已收到，编号{joint.number}。一张表单、一套材料、一次申请，各事项并联办理。",
        "各事项分别依法受理、审查和决定，时限各自计算。需要补正的，由牵头科室一次性告知。",
    ]
    slip = _issue(actor, joint, "joint_slip", paragraphs, facts)
    Joint.objects.filter(pk=joint.pk).update(slip=slip)
    joint.slip = slip
    message(actor, joint, "joint_received", due=str(joint.promised_due))


def issue_correction(actor: Actor, joint: Joint, gaps: Iterable[JointGap], by: str) -> Any:
    """The one correction notice: everything that all sections found, each gap once with the items that need it."""
    lines: dict[tuple[str, str], list[str]] = {}
    for gap in gaps:
        said = f"{gap.problem}{f'（{gap.advice}）' if gap.advice else ''}"
        lines.setdefault((gap.name, said), []).append(gap.member.name)
    paragraphs = [
        f"您申请的“{joint.title}”（编号{joint.number}）需要补正。这是各事项的一次性告知，请在{by}前一次补齐。",
        "没有列出的事项照常办理，不受影响。",
    ]
    facts = [
        (name, f"{said}　用于：{'、'.join(dict.fromkeys(items))}") for (name, said), items in lines.items()
    ]
    return _issue(actor, joint, "joint_correction", paragraphs, facts)


def issue_stop(actor: Actor, joint: Joint, stopped: dict[str, str], causes: dict[str, str]) -> Any:
    """What can no longer be done because what it waited for was not granted (ONE-4); `stopped` name → cause."""
    paragraphs = [
        f"您申请的“{joint.title}”（编号{joint.number}）中，有事项没有取得准予的结果，以它为前提的事项不再办理。",
        "已经准予的和与它无关的事项不受影响，继续办理。没有准予的决定可以依法申请行政复议或者提起行政诉讼，"
        "期限和机关见该事项的决定书。条件具备后可以再次申请。",
    ]
    facts = [
        (name, f"因“{cause}”{causes.get(cause, '没有办成')}，不再办理") for name, cause in stopped.items()
    ]
    document = _issue(actor, joint, "joint_stop", paragraphs, facts)
    message(actor, joint, "joint_stopped", key=str(document.pk), names="、".join(stopped))
    return document
