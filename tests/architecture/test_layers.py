"""What import-linter cannot see: foreign keys named by string, templates included, URL names used."""

import re
from pathlib import Path

from django.apps import apps
from django.urls import get_resolver

from tests.architecture.layers import SOURCE, points_up_or_sideways

TEMPLATE_USE = re.compile(r"""{%\s*(?:include|extends)\s+["']([a-z]+)/""")
URL_USE = re.compile(r"""(?:{%\s*url\s+|reverse(?:_lazy)?\(|redirect\(|url_name=)["']([a-z]+):""")
FOREIGN_RENDER = re.compile(r"""render\(\s*request,\s*f?["']([a-z]+)/""")


def uses(pattern: re.Pattern[str], glob: str) -> list[tuple[Path, str]]:
    """Every (file, context named) that a pattern finds."""
    return [
        (path, name)
        for path in SOURCE.glob(glob)
        if "tests" not in path.parts
        for name in pattern.findall(path.read_text(encoding="utf-8"))
    ]


def context_of(path: Path) -> str:
    """The context whose folder a file lies in."""
    return path.relative_to(SOURCE).parts[0]


def test_foreign_keys_point_downwards() -> None:
    wrong = [
        str(field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete
        and field.is_relation
        and field.related_model
        and not isinstance(field.related_model, str)
        and points_up_or_sideways(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert wrong == []


def test_templates_are_included_downwards() -> None:
    found = uses(TEMPLATE_USE, "*/templates/**/*.html") + uses(FOREIGN_RENDER, "**/*.py")
    assert [(str(p), n) for p, n in found if points_up_or_sideways(context_of(p), n)] == []


def test_url_names_are_used_downwards() -> None:
    found = uses(URL_USE, "*/templates/**/*.html") + uses(URL_USE, "**/*.py")
    assert [(str(p), n) for p, n in found if points_up_or_sideways(context_of(p), n)] == []


def test_url_namespaces_are_contexts() -> None:
    allowed = {path.name for path in SOURCE.iterdir() if path.is_dir()} | {"api-1", "account", "mfa"}
    assert set(get_resolver().namespace_dict) <= allowed
