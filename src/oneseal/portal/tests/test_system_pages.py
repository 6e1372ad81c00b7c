"""The administrator's pages: state, failed jobs, the journal."""

from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from oneseal.foundation import clock, selectors
from oneseal.foundation.events import JobRetried
from oneseal.foundation.journal import Subject, record
from oneseal.foundation.tests.test_administration import failed_job
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import Forbidden, NotFound
from oneseal.portal.views import system

pytestmark = pytest.mark.django_db

KEEPER = Actor(account_id=7, name="朱琳", bureau_id=3, roles=frozenset({Role.ADMINISTRATOR}))


def asked(request: HttpRequest, actor: Actor = KEEPER) -> HttpRequest:
    request.actor = actor  # type: ignore[attr-defined]
    request._messages = type("Silent", (), {"add": lambda *_: None, "__iter__": lambda _: iter(())})()  # type: ignore[attr-defined]
    return request


def get(view: Any, **query: str) -> str:
    response: HttpResponse = view(asked(RequestFactory().get("/desk/system/", query)))
    return response.content.decode()


def test_state_tells_what_to_do_about_a_silent_worker() -> None:
    text = get(system.overview)
    assert "请启动 oneseal worker" in text
    assert "尚未封存" in text


def test_state_costs_few_statements(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        get(system.overview)


def test_failed_job_is_shown_retried_and_discarded() -> None:
    assert "没有失败的任务" in get(system.job_list)
    job_id = failed_job()
    assert "连不上" in get(system.job_list)
    refused = system.discard_job(asked(RequestFactory().post("/x", {"reason": ""})), job_id)
    assert refused.status_code == 422
    assert "请写明放弃这个任务的原因" in refused.content.decode()
    answer = system.retry_job(asked(RequestFactory().post("/x")), job_id)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/system/jobs/")
    assert selectors.job_counts()["failed"] == 0
    with pytest.raises(NotFound):
        system.discard_job(asked(RequestFactory().post("/x", {"reason": "不要了"})), job_id)


def test_unexpected_words_in_the_filter_lose_nothing() -> None:
    text = get(system.journal, first="2026-01-01", last="2026-11-21", who="王经办")
    assert "一次最多查询 92 天" in text
    assert 'value="王经办"' in text
    assert "结束日期早于开始日期" in get(system.journal, first="2026-02-01", last="2026-01-01")
    assert get(system.journal, first="昨天", subject_id="abc", after="x")


def test_journal_shows_and_verifies_one_subject() -> None:
    record(KEEPER, Subject("case", 5), JobRetried("notices.deliver"), reason="网关已恢复")
    today = clock.today().isoformat()
    assert "网关已恢复" in get(system.journal)
    text = get(system.journal, subject_kind="case", subject_id="5", verify="1", first=today, last=today)
    assert "已重新计算 1 条，完好无改动" in text
    assert "这段时间没有符合条件的日志" in get(system.journal, who="没有此人")


def test_journal_tells_each_entry_as_a_sentence() -> None:
    record(KEEPER, Subject("job", 5), JobRetried("notices.deliver"))
    assert "朱琳 重新执行了后台任务 notices.deliver" in get(system.journal)
    assert "朱琳 重新执行了后台任务 notices.deliver" in get(system.journal, kind="foundation.")
    assert "朱琳 重新执行了" not in get(system.journal, kind="cases.")


def test_supervisor_reads_the_journal_but_not_the_jobs() -> None:
    supervisor = Actor(account_id=8, bureau_id=3, roles=frozenset({Role.SUPERVISOR}))
    assert system.journal(asked(RequestFactory().get("/x"), supervisor)).status_code == 200
    with pytest.raises(Forbidden):
        system.job_list(asked(RequestFactory().get("/x"), supervisor))


def test_changed_entry_is_named_on_the_page() -> None:
    record(KEEPER, Subject("case", 5), JobRetried("notices.deliver"))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE foundation_journalentry DISABLE TRIGGER append_only_rows")
        cursor.execute("UPDATE foundation_journalentry SET reason = '改' WHERE subject_kind = 'case'")
        cursor.execute("ALTER TABLE foundation_journalentry ENABLE TRIGGER append_only_rows")
    today = clock.today().isoformat()
    text = get(system.journal, subject_kind="case", subject_id="5", verify="1", first=today, last=today)
    assert "这个对象的日志被改动过" in text
    assert "办件 5 的第 1 条" in text
