"""The examination of the demonstration: announced for a season to come."""

from datetime import date, datetime, time, timedelta

from oneseal.foundation import clock
from oneseal.kernel.access import Actor
from oneseal.procedures import services


def announce(keeper: Actor, quota_id: int, today: date) -> None:
    """The examination of the season to come, open for everybody to read."""
    services.announce_examination(
        keeper,
        quota_id=quota_id,
        subject="烟花爆竹经营安全知识（闭卷，90分钟）",
        requirements="报考条件：已受理零售许可申请的申请人或者主要负责人。\n报考办法：受理后自动列入考生名单，不收费，不组织考前培训，不指定教材。\n大纲：《烟花爆竹安全管理条例》、储存和销售安全、应急处置。",
        held_at=datetime.combine(today + timedelta(days=75), time(9), clock.LOCAL),
        place="云岭市行政审批局三楼考场",
    )
