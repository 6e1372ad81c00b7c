"""What every answer has: a request id, a log line, a count; and what failing answers say."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from structlog.testing import capture_logs

from oneseal.foundation import health, subscribers
from oneseal.foundation.tests.sample import note

pytestmark = [pytest.mark.django_db, pytest.mark.urls("oneseal.foundation.tests.sample_urls")]


@pytest.fixture
def calm_client() -> Client:
    """A client that shows the 500 page instead of raising."""
    return Client(raise_request_exception=False)


def test_sane_request_id_is_kept_and_others_are_replaced(client: Client) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "proxy-12345"})["X-Request-ID"] == "proxy-12345"
    made = client.get("/healthz", headers={"X-Request-ID": "<script>"})["X-Request-ID"]
    assert len(made) == 32


def test_one_log_line_tells_view_status_time_and_statements(client: Client) -> None:
    with capture_logs() as logs:
        client.get("/limited/?name=secret")
    line = next(entry for entry in logs if entry["event"] == "request")
    assert (line["method"], line["path"], line["status"], line["sql"]) == ("GET", "/limited/", 200, 1)
    assert "secret" not in str(line)


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        ("/nowhere/", 404, "没有找到页面"),
        ("/fail/denied/", 403, "没有权限"),
        ("/fail/forbidden/", 403, "不行，请联系管理员"),
        ("/fail/large/", 413, "提交的内容过大"),
        ("/fail/broken/", 500, "系统出错了"),
        ("/fail/busy/", 409, "正在被别人处理"),
    ],
)
def test_failing_pages_say_what_to_do_and_name_the_request(
    calm_client: Client, path: str, status: int, word: str
) -> None:
    answer = calm_client.get(path, headers={"X-Request-ID": "request-777"})
    assert answer.status_code == status
    assert word in answer.content.decode()
    if "forbidden" not in path and "busy" not in path:
        assert "request-777" in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status"), [("/api/nowhere/", 404), ("/api/fail/broken/", 500), ("/api/fail/large/", 413)]
)
def test_failing_api_answers_problem_json(calm_client: Client, path: str, status: int) -> None:
    answer = calm_client.get(path, headers={"X-Request-ID": "request-777"})
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["instance"] == "request-777"


def test_fragment_goes_to_the_messages(client: Client) -> None:
    answer = client.get("/nowhere/", headers={"HX-Request": "true"})
    assert answer["HX-Retarget"] == "#messages"
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/?q=%00", "/%00", "/act/"])
def test_a_nul_character_is_a_bad_request_and_no_crash(calm_client: Client, path: str) -> None:
    answer = calm_client.post(path, "word=%00", "application/x-www-form-urlencoded")
    assert answer.status_code == 400
    assert "请求有误" in answer.content.decode()


def test_stale_form_is_explained() -> None:
    answer = Client(enforce_csrf_checks=True).post("/act/", {"word": "一"})
    assert answer.status_code == 403
    assert "页面已过期" in answer.content.decode()


def test_ready_names_each_check(client: Client) -> None:
    body = client.get("/readyz").json()
    assert body == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "worker": "warning",
        "calendar": body["calendar"],
    }
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    assert client.get("/readyz").json()["worker"] == "ok"


def test_missing_tables_make_it_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = health.Check("migrations", "数据表", False, True)
    monkeypatch.setattr(health, "_tables", lambda: failed)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "ok", "migrations": "failed"}


def test_figures_count_requests_jobs_and_lag(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribers, "registry", {})
    subscribers.subscriber("test.reader")(lambda entries: None)
    note()
    subscribers.run_pending()
    note()
    client.get("/limited/")
    text = client.get("/metrics").content.decode()
    assert (
        'oneseal_requests_total{method="GET",status="200",view="oneseal.foundation.tests.sample_urls.limited"}'
        in text
    )
    assert (
        'oneseal_request_seconds_bucket{le="0.1",view="oneseal.foundation.tests.sample_urls.limited"}' in text
    )
    assert 'oneseal_jobs{state="failed"} 0' in text
    assert 'oneseal_subscriber_unread{subscriber="test.reader"} 1' in text
    assert "oneseal_journal_last_id " in text


def test_figures_are_for_the_machine_or_a_token(client: Client, settings: Any) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.1").status_code == 403
    settings.METRICS_TOKEN = "t0ken"
    assert client.get("/metrics").status_code == 403
    given = {"Authorization": "Bearer t0ken"}
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.1", headers=given).status_code == 200


def test_counts_live_beside_the_data(settings: Any) -> None:
    assert any((Path(settings.VAR) / "metrics").glob("*.db"))
