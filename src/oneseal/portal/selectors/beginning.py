"""What a new bureau still lacks before its first application, for its administrator."""

from dataclasses import dataclass

from django.core.cache import caches

from oneseal.catalog import selectors as catalog
from oneseal.documents import selectors as documents
from oneseal.foundation import clock
from oneseal.identity import selectors as identity
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.text import N_
from oneseal.seals import selectors as seals

NEEDED = frozenset(
    {Role.CLERK, Role.REVIEWER, Role.SECTION_HEAD, Role.BUREAU_HEAD, Role.ITEM_KEEPER},
)
"""Without each of these an application cannot come from intake to a decision, or an item to the public."""

BEGUN_SECONDS = 3600


@dataclass(frozen=True)
class FirstStep:
    """One thing to do: what (marked with N_), why and how, the page that does it (empty: somebody else's page)."""

    label: str
    about: str
    url_name: str
    done: bool


def first_steps(actor: Actor) -> list[FirstStep]:
    """The first steps of the actor's bureau in order; empty when all are done and for everybody but administrators.

    Eight statements while the bureau is being set up, none in the hour after it was found complete.
    """
    key = f"portal.begun.{actor.bureau_id}"
    if not actor.has(Role.ADMINISTRATOR) or caches["process"].get(key):
        return []
    steps = [*_papers(actor), *_house(actor), *_items(actor)]
    if all(step.done for step in steps):
        caches["process"].set(key, 1, BEGUN_SECONDS)
        return []
    return steps


def _papers(actor: Actor) -> list[FirstStep]:
    return [
        FirstStep(
            N_("填写文书抬头"),
            N_("单位全称、发文代字和复议机关印在每份文书上；没有它不能出具文书。"),
            "documents:letterhead",
            documents.find_letterhead(actor.bureau_id) is not None,
        ),
        FirstStep(
            N_("制作行政审批专用章"),
            N_("先在服务器上运行一次 oneseal seals found 建立签发机构，再到“电子印章”制作。"),
            "seals:seals",
            seals.has_seal(actor.bureau_id),
        ),
    ]


def _house(actor: Actor) -> list[FirstStep]:
    sections = identity.visible_organisations(actor).filter(kind="section").count()
    today = clock.today()
    posts = [
        each
        for each in identity.posts_with_holders(actor)
        if each.post.closed_on is None or each.post.closed_on > today
    ]
    granted = {role for each in posts for role in each.post.roles}
    held = {role for each in posts if each.people for role in each.post.roles}
    return [
        FirstStep(
            N_("登记内设科室"),
            N_("窗口、审批、勘查等科室各一条；信息科已经有了。"),
            "identity:organisations",
            sections > 1,
        ),
        FirstStep(
            N_("设立岗位"),
            N_("至少要有窗口受理、审查、科室负责人、局领导和事项管理五种角色的岗位。"),
            "identity:posts",
            granted >= NEEDED,
        ),
        FirstStep(
            N_("登记人员并安排上岗"),
            N_("登记后在人员页安排岗位、开通账号，把初始密码当面交给本人。"),
            "identity:people",
            held >= NEEDED,
        ),
    ]


def _items(actor: Actor) -> list[FirstStep]:
    items = catalog.visible_items(actor)
    return [
        FirstStep(
            N_("建立事项"),
            N_("由事项管理岗登录后，在“导入事项”用表格导入，或者逐项新建。"),
            "",
            items.exists(),
        ),
        FirstStep(
            N_("发布事项"),
            N_("另一人复核后发布，群众在门户上就能查到、申请。"),
            "",
            items.filter(current_version__isnull=False).exists(),
        ),
    ]
