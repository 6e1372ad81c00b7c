"""Whether the system can work: asked by load balancers and shown to administrators."""

from dataclasses import dataclass
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from oneseal.foundation import calendars, clock
from oneseal.kernel.text import N_

WORKER_SILENT_AFTER = 60
HEARTBEAT = "SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. Without an `essential` one, requests should go to another machine."""

    name: str
    label: str
    good: bool
    essential: bool
    advice: str = ""
    params: tuple[tuple[str, object], ...] = ()


def checks() -> list[Check]:
    """Database, tables, worker, calendar, in the order in which they depend on each other."""
    database = _database()
    if not database.good:
        return [database]
    tables = _tables()
    return [database, tables, *([_worker(), _calendar()] if tables.good else [])]


def ready(found: list[Check]) -> bool:
    """Whether everything essential is good."""
    return all(check.good for check in found if check.essential)


def _database() -> Check:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return Check("database", N_("数据库"), False, True, N_("数据库没有应答，请检查数据库服务。"))
    return Check("database", N_("数据库"), True, True)


def _tables() -> Check:
    advice = N_("数据表不是最新版本，请运行 oneseal migrate。")
    good = _migrated()
    if not good:
        _migrated.cache_clear()
    return Check("migrations", N_("数据表"), good, True, "" if good else advice)


@cache
def _migrated() -> bool:
    """Applied once means applied while this process lives: its code does not change."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _worker() -> Check:
    with connection.cursor() as cursor:
        cursor.execute(HEARTBEAT)
        silent = cursor.fetchone()[0]
    good = silent is not None and silent < WORKER_SILENT_AFTER
    advice = N_("后台服务没有运行，通知和定时任务会积压。请启动 oneseal worker。")
    return Check("worker", N_("后台服务"), good, False, "" if good else advice)


def _calendar() -> Check:
    year = clock.today().year
    good = not calendars.current().is_provisional(clock.today())
    advice = N_("%(year)s 年的放假通知尚未录入，期限均为暂定。请在日历管理中录入。")
    return Check("calendar", N_("工作日历"), good, False, "" if good else advice, (("year", year),))
