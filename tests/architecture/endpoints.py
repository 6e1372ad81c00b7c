"""Every endpoint of the program with the roles that may open it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import PathView

from oneseal.kernel.access import Role

# Public by design: ninja's root page (404) and the OpenAPI document.
PUBLIC_LIBRARY_NAMES = {"api-root", "openapi-json"}


@dataclass(frozen=True)
class Endpoint:
    """One URL: its route, the view behind it, who may open it; `scope` for an API operation."""

    route: str
    view: Any
    roles: frozenset[Role] | None
    scope: str = ""


def endpoints() -> list[Endpoint]:
    """All of them, each once, sorted by route: ninja has a pattern for each method of a path, all with one view."""
    found = {(each.route, each.scope): each for each in _walk(get_resolver().url_patterns, "")}
    return [found[place] for place in sorted(found)]


def _walk(patterns: list[Any], prefix: str) -> Iterator[Endpoint]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            if pattern.name in PUBLIC_LIBRARY_NAMES:
                yield Endpoint(route, pattern.callback, frozenset(Role), "public")
            else:
                yield from _endpoint(route, pattern.callback)


def _endpoint(route: str, view: Any) -> Iterator[Endpoint]:
    path_view = getattr(view, "__self__", None) or getattr(view, "path_view", None) or _closure(view)
    if isinstance(path_view, PathView):
        for operation in path_view.operations:
            callbacks = operation.auth_callbacks
            scope = ",".join(str(getattr(callback, "scope", callback)) for callback in callbacks)
            roles = frozenset({Role.CLIENT}) if callbacks else frozenset(Role)
            yield Endpoint(f"{'/'.join(sorted(operation.methods))} {route}", view, roles, scope or "public")
    else:
        yield Endpoint(route, view, getattr(view, "allowed_roles", None))


def _closure(view: Any) -> Any:
    cells = getattr(view, "__closure__", None) or ()
    return next((cell.cell_contents for cell in cells if isinstance(cell.cell_contents, PathView)), None)
