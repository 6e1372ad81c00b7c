"""The hall's own records: slips of the window without veto, open, overdue and settled (inventory 3.10)."""

from collections.abc import Callable
from datetime import timedelta

from oneseal.foundation import clock
from oneseal.hall import selectors, services
from oneseal.hall.services.slips import About
from oneseal.kernel.access import Actor

ActorInPost = Callable[[int, str, int], Actor]


def load_hall(bureau_id: int, post: ActorInPost) -> int:
    """Play the slips where the bureau has none yet; return how many."""
    coordinator = post(bureau_id, "coordinator", 0)
    if selectors.visible_slips(coordinator).exists():
        return 0
    clerk, second = post(bureau_id, "window_clerk", 0), post(bureau_id, "window_clerk", 1)
    now = clock.now()
    made = 0
    for ago, give in _slips(clerk, second):
        with clock.at(now - timedelta(days=ago, hours=2)):
            slip_id, settle = give()
            made += 1
        if settle:
            who, outcome, conclusion = settle
            with clock.at(now - timedelta(days=max(ago - 1, 0), hours=1)):
                services.settle_slip(
                    coordinator if who == "coordinator" else clerk,
                    slip_id=slip_id,
                    outcome=outcome,
                    conclusion=conclusion,
                )
    return made


Settled = tuple[str, str, str] | None
Give = Callable[[], tuple[int, Settled]]


def _guide(actor: Actor, matter: str, agency: str, contact: str, reason: str, end: Settled = None) -> Give:
    return lambda: (
        services.issue_guide(
            actor,
            About(matter, visitor="李秀兰", phone="13900000318"),
            agency=agency,
            contact=contact,
            reason=reason,
        ).pk,
        end,
    )


def _list(actor: Actor, matter: str, lacks: list[tuple[str, str]], end: Settled = None) -> Give:
    about = About(matter, visitor="王建国", phone="13900000217")
    return lambda: (services.issue_list(actor, about, lacks=lacks).pk, end)


def _study(actor: Actor, matter: str, question: str, end: Settled = None) -> Give:
    return lambda: (services.issue_study(actor, About(matter), question=question).pk, end)


def _slips(clerk: Actor, second: Actor) -> list[tuple[int, Give]]:
    """So many days ago, what was given, and how it ended."""
    return [*_settled(clerk), *_waiting(clerk, second)]


def _settled(clerk: Actor) -> list[tuple[int, Give]]:
    return [
        (
            9,
            _guide(
                clerk,
                "想在江边办网箱养鱼场，问要办什么证",
                "云州市农业农村局",
                "云州市政务服务中心B区6号窗口，0000-8812345",
                "跨县水域的养殖证由市级农业农村主管部门核发",
                ("clerk", "reached", "电话回访，对方已收下申请材料。"),
            ),
        ),
        (
            6,
            _study(
                clerk,
                "在民宿大堂放自助咖啡机售卖，问要不要许可",
                "自动售货设备售卖现制饮品是按许可还是备案，《食品经营许可和备案管理办法》的适用有两种理解。"
                "初步意见：按食品经营许可办理。",
                ("coordinator", "can_be_done", "按食品经营许可（自动设备）办理，材料清单已发来访人。"),
            ),
        ),
    ]


def _waiting(clerk: Actor, second: Actor) -> list[tuple[int, Give]]:
    return [
        (
            5,
            _study(
                second,
                "在自家院子里开剧本娱乐场所，问归谁批",
                "剧本娱乐经营场所实行告知性备案，住宅改变用途的消防要求不明确。",
            ),
        ),
        (
            3,
            _list(
                clerk,
                "想开一家小餐馆，来问能不能办证",
                [
                    ("经营场所没有独立的加工操作间", "隔出操作间后拍照备查，再来申请"),
                    ("从业人员没有健康证明", "到市疾控中心体检，三天出证"),
                ],
            ),
        ),
        (
            1,
            _guide(
                second,
                "车辆年检标志丢了，要补办",
                "云岭市公安局交通警察大队",
                "城关街道环城路车管所，工作日上午",
                "机动车检验标志由公安机关交通管理部门核发",
            ),
        ),
        (
            0,
            _study(
                clerk, "用无人机给果园喷药收费，问要什么证", "农药经营和民用无人驾驶航空器运营许可的衔接。"
            ),
        ),
    ]
