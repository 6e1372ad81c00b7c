"""One result for one press: a repeated POST gets the first one's answer and acts once.

Programs send the header `Idempotency-Key`; pages carry a hidden field from `{% idempotency_key %}`. Without a
key the view runs as ever. The key's row, the act and the answer commit together: a second request with the
same key waits for the first and then gets its answer; a refused one (status 400 and up) leaves no trace, so
that it can be corrected and sent again. A view that shows its form again must answer 422.
"""

import hashlib
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from oneseal.foundation import crypto
from oneseal.foundation.access import actor_of
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_

View = TypeVar("View", bound=Callable[..., HttpResponse])

FIELD = "idempotency_key"
FORM = re.compile(r"[A-Za-z0-9._:-]{1,128}")
_kept: ContextVar[bool] = ContextVar("kept_although_refused", default=False)
KEPT_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Location", "HX-Trigger", "ETag")

CLAIM = """
INSERT INTO foundation_idempotencykey (owner, key, fingerprint) VALUES (%s, %s, %s)
ON CONFLICT (owner, key) DO NOTHING RETURNING id
"""
RELEASE = "DELETE FROM foundation_idempotencykey WHERE id = %s"
STORED = "SELECT id, fingerprint, status, body FROM foundation_idempotencykey WHERE owner = %s AND key = %s"
KEEP = "UPDATE foundation_idempotencykey SET status = %s, body = %s::jsonb WHERE id = %s"


def idempotent(view: View) -> View:
    """Let a POST with a key act once. For ninja: `@decorate_view(idempotent)` below `@router.post`."""

    @wraps(view)
    def once(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = request.headers.get("Idempotency-Key")
        key = _field(request) if sent is None else sent
        if request.method != "POST" or (sent is None and not key):
            return view(request, *args, **kwargs)
        if not FORM.fullmatch(key):
            raise RuleViolation(
                "key_malformed",
                N_("幂等键只能用字母、数字和 . _ : -，最长 128 个字符，请换一个。"),
                field=FIELD,
            )
        with transaction.atomic():
            return _act_once(request, key, lambda: view(request, *args, **kwargs))

    once.acts_once = True  # type: ignore[attr-defined]
    return cast(View, once)


def _act_once(request: HttpRequest, key: str, act: Callable[[], HttpResponse]) -> HttpResponse:
    _kept.set(False)
    owner, print_ = owner_of(request), fingerprint(request)
    claimed = _claim(owner, key, print_)
    if claimed is None:
        return _again(owner, key, print_)
    response = act()
    if response.status_code >= 400 or response.streaming:
        if _kept.get():
            _let_go(claimed)
        else:
            transaction.set_rollback(True)
        return response
    _keep(claimed, response)
    return response


def _claim(owner: str, key: str, print_: str) -> int | None:
    """The new row's id; None when the key was used. Waits for a request that is using it now."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [owner, key, print_])
        row = cursor.fetchone()
    return None if row is None else int(row[0])


def keep_although_refused() -> None:
    """Say in a service that what it wrote stays although the request is refused: a failed attempt that counts."""
    _kept.set(True)


def _let_go(row_id: int) -> None:
    """Free the key of a refused request, for another try."""
    with connection.cursor() as cursor:
        cursor.execute(RELEASE, [row_id])


def _again(owner: str, key: str, print_: str) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(STORED, [owner, key])
        row_id, stored_print, status, body = cursor.fetchone()
    if stored_print != print_:
        raise RuleViolation(
            "key_reused", N_("这个请求编号已用于另一份内容。请刷新页面后重新提交。"), field=FIELD
        )
    answer = json.loads(body)
    content = crypto.unseal(b64decode(answer["content"]), _place(row_id)) if answer["content"] else b""
    response = HttpResponse(content, status=status)
    for name, value in answer["headers"].items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response


def _keep(row_id: int, response: HttpResponse) -> None:
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    # Sealed: an answer may show personal data or a password that is shown once.
    sealed = crypto.seal(response.content, _place(row_id)) if response.content else b""
    body = {"content": b64encode(sealed).decode(), "headers": headers}
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [response.status_code, json.dumps(body, ensure_ascii=False), row_id])


def _place(row_id: int) -> str:
    return f"foundation_idempotencykey:{row_id}"


def owner_of(request: HttpRequest) -> str:
    """Whose keys they are: an account's, else a token's, else a session's."""
    actor = actor_of(request)
    if actor.account_id:
        return f"account:{actor.account_id}"
    secret = request.headers.get("Authorization") or request.COOKIES.get("csrftoken") or ""
    return f"visitor:{hashlib.sha256(secret.encode()).hexdigest()[:40]}"


def fingerprint(request: HttpRequest) -> str:
    """A digest of what is asked for: method, path and content (files by name and content)."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if _is_form(request):
        for name, values in sorted(request.POST.lists()):
            if name not in {"csrfmiddlewaretoken", FIELD}:
                digest.update(repr((name, values)).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                digest.update(repr((name, file.name, file.size)).encode())
                for piece in file.chunks():
                    digest.update(piece)
                file.seek(0)
    else:
        digest.update(request.body)
    return digest.hexdigest()


def _is_form(request: HttpRequest) -> bool:
    return request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}


def _field(request: HttpRequest) -> str:
    return str(request.POST.get(FIELD, "")) if _is_form(request) else ""
