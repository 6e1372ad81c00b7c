"""Every form that posts shows its CSRF token, and its one-act token where the view acts once per press."""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.urls import get_resolver

from tests.architecture.endpoints import Endpoint, endpoints
from tests.architecture.layers import SOURCE

FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\".*?</form>", re.DOTALL)
TARGET = re.compile(r"<form\b[^>]*\baction=\"\{% url '([\w:-]+)'")
CSRF = ("{% csrf_token %}", 'name="csrfmiddlewaretoken"')
INCLUDE = re.compile(r"{% include \"([\w/.]+)\"[^%]*%}")
TOKEN = "{% idempotency_key %}"
SAMPLES = {"portal/styleguide.html"}
"""Shows components; its forms lead nowhere."""


@dataclass(frozen=True)
class Form:
    """A posting form of a template: its text and the name of the URL it posts to, "" for the page's own."""

    template: str
    text: str
    target: str


def included(found: re.Match[str]) -> str:
    """The text of an included template."""
    return next(SOURCE.rglob(f"templates/{found[1]}")).read_text(encoding="utf-8")


def forms() -> list[Form]:
    """All of them."""
    found = []
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        template = str(path).split("/templates/", 1)[1]
        for text in FORM.findall(INCLUDE.sub(included, path.read_text(encoding="utf-8"))):
            target = TARGET.search(text)
            own = "action=" not in text.split(">", 1)[0]
            if template not in SAMPLES:
                found.append(Form(template, text, target[1] if target else "" if own else "elsewhere"))
    return found


@cache
def every() -> list[Endpoint]:
    """All endpoints; finding them takes a moment."""
    return endpoints()


def views_of(form: Form) -> list[Any]:
    """The views that a form may post to."""
    if form.target:
        return [endpoint.view for endpoint in every() if name_of(endpoint.view) in by_name(form.target)]
    return [endpoint.view for endpoint in every() if form.template in said_by(endpoint.view)]


def name_of(view: Any) -> str:
    """Where a view is defined."""
    bare = inspect.unwrap(view)
    return f"{getattr(bare, '__module__', '')}.{getattr(bare, '__name__', '')}"


@cache
def by_name(target: str) -> set[str]:
    """The views behind a URL's name."""
    namespace, _, name = target.rpartition(":")
    resolver: Any = get_resolver()
    for part in filter(None, namespace.split(":")):
        resolver = resolver.namespace_dict[part][1]
    return {name_of(one.callback) for one in resolver.url_patterns if getattr(one, "name", None) == name}


@cache
def said_by(view: Any) -> str:
    """The text of a view and of the helpers that it calls in its module."""
    bare, seen = inspect.unwrap(view), set[str]()
    module = inspect.getmodule(bare)
    if module is None or not module.__name__.startswith("oneseal."):
        return ""
    helpers = {name: one for name, one in vars(module).items() if inspect.isfunction(one)}
    return "\n".join(_text(bare, helpers, seen))


def _text(function: Callable[..., Any], helpers: dict[str, Any], seen: set[str]) -> list[str]:
    text = inspect.getsource(function)
    texts = [text]
    for name, helper in helpers.items():
        if name not in seen and re.search(rf"\b{name}\(", text) and not hasattr(helper, "allowed_roles"):
            seen.add(name)
            texts += _text(inspect.unwrap(helper), helpers, seen)
    return texts


@pytest.mark.parametrize("form", forms(), ids=lambda form: f"{form.template}:{form.target or 'own'}")
def test_a_form_that_posts_carries_its_tokens(form: Form) -> None:
    assert any(sign in form.text for sign in CSRF)
    once = [view for view in views_of(form) if getattr(view, "acts_once", False)]
    assert TOKEN in form.text or not once


def test_views_are_found_for_forms() -> None:
    named = {form.target for form in forms() if form.target and form.target != "elsewhere"}
    assert [target for target in sorted(named) if not by_name(target)] == []
    own = {form.template for form in forms() if not form.target}
    found = {template for template in own if views_of(Form(template, "", ""))}
    assert len(found) >= 15
    assert "identity/desk_form.html" in found


def test_pages_that_create_or_send_act_once() -> None:
    """What creates or sends from a page of these contexts acts once; the rest says here why it need not."""
    need_not = {
        "sign_in", "staff_sign_in", "new_password", "code", "authenticator", "sign_out", "token", "userinfo",
        "password",  # the session changes with it, and a second press finds another current password
        "register",  # the session opens with it; an identity registers once
        "reset", "reset_code",  # a second code ends the first; wrong codes must stay counted
        "verify", "unmask", "reveal", "see",  # only show
        "read_all", "preference", "language",  # the same afterwards, however often pressed
        "sms_report",  # a program's call, signed and answered alike each time
    }  # fmt: skip
    missing = [
        name_of(endpoint.view)
        for endpoint in every()
        if re.match(
            r"oneseal\.(identity|catalog|documents|hall|inquiries|notices|portal)\.views",
            name_of(endpoint.view),
        )
        and _takes_posts(endpoint.view)
        and not getattr(endpoint.view, "acts_once", False)
        and inspect.unwrap(endpoint.view).__name__ not in need_not
    ]
    assert missing == []


def _takes_posts(view: Any) -> bool:
    lines = inspect.getsource(inspect.unwrap(view)).split("\ndef ", 1)[0]
    return "POST" in lines


def test_tokens_are_only_in_templates_that_load_them() -> None:
    wrong = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.html")
        if TOKEN in (text := Path(path).read_text(encoding="utf-8"))
        and not re.search(r"{% load [^%]*\bidempotency\b", text)
    ]
    assert wrong == []
