"""What a press does, said before it: whom it goes to, which notice is sent, what it does to the clock."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext

from oneseal.cases import selectors
from oneseal.cases.forms.desk_acts import Scene


@dataclass(frozen=True)
class Outlook:
    """The four lines of the kit's `consequence`."""

    to: str = ""
    notice: str = ""
    clock: str = ""
    note: str = ""


def _post(step: object) -> str:
    post = getattr(step, "post", None)
    holder = getattr(step, "holder", None)
    who = holder.name if holder else (post.name if post else "")
    return f"{getattr(step, 'name', '')}（{who}）" if who else str(getattr(step, "name", ""))


def checking(scene: Scene) -> Outlook:
    """What follows a check after the decision (COM-3)."""
    return Outlook(
        notice=gettext("不实的：责令限期整改通知书"), note=gettext("整改期满仍不改的，由负责人撤销许可")
    )


def silent(scene: Scene) -> Outlook:
    """An act that concerns nobody else."""
    return Outlook(note=gettext("许可继续有效"))


def revoking(scene: Scene) -> Outlook:
    """What follows a revocation for a false commitment (COM-3)."""
    return Outlook(
        to=gettext("申请人"),
        notice=gettext("撤销行政许可决定书，告知复议和诉讼的权利"),
        note=gettext("记入失信记录；修复以前不能再用告知承诺和容缺受理"),
    )


def supplying(scene: Scene) -> Outlook:
    """What follows when everything that was owed came."""
    return Outlook(clock=gettext("期限不变"), note=gettext("补齐以后可以作出决定、发放证照"))


def passing(scene: Scene) -> Outlook:
    """What follows a pass: the next steps, or the end of the approval."""
    after = selectors.following(scene.page, scene.step)
    if after.ends:
        return _ending(scene)
    to = "、".join(_post(step) for step in after.steps)
    return Outlook(to=to or gettext("等待并行的其他环节办完"), clock=gettext("继续计时，期限不变"))


def _ending(scene: Scene) -> Outlook:
    decision = scene.page.decision
    refused = decision is not None and decision.outcome == "refused"
    notice = gettext("不予行政许可决定书") if refused else gettext("准予行政许可决定书")
    return Outlook(
        to=gettext("综合窗口，送达结果（%(method)s）")
        % {"method": scene.page.case.get_wanted_delivery_display()},
        notice=gettext("%(notice)s，加盖印章，申请人可以下载") % {"notice": notice},
        clock=gettext("审批计时停止；十个工作日内送达"),
    )


def deciding(scene: Scene) -> Outlook:
    """What follows a decision: a signature, or its effect."""
    after = selectors.following(scene.page, scene.step)
    if not after.ends:
        return Outlook(
            to="、".join(_post(step) for step in after.steps),
            clock=gettext("继续计时，签发后才生效"),
            note=gettext("签发前申请人看不到这个决定"),
        )
    told = _ending(scene)
    return Outlook(told.to, gettext("决定书（准予或不予），加盖印章，申请人可以下载"), told.clock)


def releasing(scene: Scene) -> Outlook:
    """Back to the post."""
    return Outlook(to=_post_name(scene), clock=gettext("继续计时，期限不变"))


def _post_name(scene: Scene) -> str:
    return scene.step.post.name if scene.step.post else ""


def returning(scene: Scene) -> Outlook:
    """Back to an earlier step."""
    return Outlook(
        to=gettext("所选环节原来的经办人"),
        clock=gettext("继续计时，期限不变"),
        note=gettext("所选环节之后已经办过的都要重新办；还没有签发的决定作废。申请人不会收到通知。"),
    )


def handing(scene: Scene) -> Outlook:
    """To a colleague of the post."""
    return Outlook(to=gettext("所选同事，由他（她）办完"), clock=gettext("继续计时，期限不变"))


def delegating(scene: Scene) -> Outlook:
    """To a colleague, and back."""
    return Outlook(to=gettext("所选同事；办完回到您这里"), clock=gettext("继续计时，期限不变"))


def signing(scene: Scene) -> Outlook:
    """To several colleagues."""
    return Outlook(to=gettext("所选的每位同事"), clock=gettext("继续计时，期限不变"))


def suspending(scene: Scene) -> Outlook:
    """The clock stands still."""
    return Outlook(
        notice=gettext("特别程序告知书，短信和站内信通知申请人"),
        clock=gettext("从今天起暂停计时，恢复以后才继续"),
        note=gettext("法律依据：行政许可法第四十五条"),
    )


def resuming(scene: Scene) -> Outlook:
    """The clock runs again."""
    return Outlook(clock=gettext("今天仍不计入期限，明天起继续计时，两个到期日重新计算"))


def extending(scene: Scene) -> Outlook:
    """A request; nothing moves yet."""
    return Outlook(to=gettext("局领导审批"), clock=gettext("批准以前期限不变；只能延期一次"))


def deciding_extension(scene: Scene) -> Outlook:
    """The dates move, or do not."""
    asked = next((each for each in scene.page.extensions if each.state == "pending"), None)
    clock = gettext("批准后两个到期日顺延 %(days)s 个工作日") % {"days": asked.days} if asked else ""
    note = ""
    if asked:
        note = gettext("%(who)s 申请：%(reason)s") % {"who": asked.requested_by.name, "reason": asked.reason}
    return Outlook(notice=gettext("批准的，延期告知书发给申请人"), clock=clock, note=note)


def terminating(scene: Scene) -> Outlook:
    """The end."""
    return Outlook(
        notice=gettext("终止办理通知书，短信和站内信通知申请人"),
        clock=gettext("停止计时，没有办完的环节全部取消"),
        note=gettext("终止后不能恢复，申请人可以重新申请"),
    )


def slip(scene: Scene) -> Outlook:
    """A paper for the file."""
    return Outlook(note=gettext("按现在的进展出具流转单，只供内部使用"))


Teller = Callable[[Scene], Outlook]
