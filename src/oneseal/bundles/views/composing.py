"""The composer: a keeper chooses items, order and questions and sees at once what comes of it (5.20, ONE-6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from oneseal.bundles import selectors, services
from oneseal.bundles.forms import NewThemeForm, PartnerForm
from oneseal.bundles.models import Theme, ThemeVersion
from oneseal.bundles.rules import notation
from oneseal.bundles.rules.content import ThemeContent
from oneseal.bundles.views import shared
from oneseal.bundles.views.theme import shown
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import composing_checks
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.ratelimit import limit
from oneseal.identity import selectors as identity
from oneseal.identity.forms import attempt
from oneseal.kernel.access import Actor, Role
from oneseal.kernel.errors import RuleViolation, Violations
from oneseal.kernel.text import N_


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@idempotent
def themes(request: HttpRequest) -> HttpResponse:
    """Every theme with what has changed under it; a new one."""
    actor = actor_of(request)
    form = NewThemeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda: _new(actor, form)):
        theme = selectors.kept_themes(actor).get(code=form.cleaned_data["code"])
        return redirect("bundles:compose", theme_id=theme.pk)
    rows = []
    for theme in selectors.kept_themes(actor):
        changed = (
            selectors.changed_items(theme.current, selectors.blocks(theme.bureau_id, selectors.content_of(theme.current)))
            if theme.current
            else []
        )  # fmt: skip
        rows.append((theme, selectors.draft_of(theme), changed))
    status = 422 if request.method == "POST" else 200
    return render(request, "bundles/themes.html", {"rows": rows, "form": form}, status=status)


def _new(actor: Actor, form: NewThemeForm) -> ThemeVersion:
    said = form.cleaned_data
    if selectors.kept_themes(actor).filter(code=said["code"]).exists():
        raise RuleViolation("code_taken", N_("这个代码已经用了，请换一个。"), field="code")
    content = ThemeContent(title=said["title"])
    return services.draft_theme(actor, code=said["code"], kind=said["kind"], content=content)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@limit("120/m", by="account", methods=("POST",))
def compose(request: HttpRequest, theme_id: int) -> HttpResponse:
    """The open draft; every press keeps it, every change shows what comes of it."""
    actor = actor_of(request)
    theme = selectors.access_theme(actor, theme_id)
    draft = selectors.draft_of(theme)
    if draft is None or request.method != "POST":
        version = draft or theme.current or theme.versions.order_by("-number").first()
        return _show(request, theme, version, editable=draft is not None)
    problems: list[RuleViolation] = []
    content = read(request.POST, selectors.content_of(draft), problems)
    if "look" in request.POST:
        return _show(request, theme, draft, content, problems)
    try:
        draft = services.save_theme(
            actor, version_id=draft.pk, content=content, expected_digest=request.POST.get("digest", "")
        )
    except RuleViolation as error:
        problems.append(error)
        return _show(request, theme, draft, content, problems)
    if problems:
        return _show(request, theme, draft, content, problems)
    if not getattr(request, "htmx", False):
        return redirect("bundles:compose", theme_id=theme_id)
    return _show(request, theme, draft, content)


def read(sent: QueryDict, before: ThemeContent, problems: list[RuleViolation]) -> ThemeContent:
    """What the page says. Lines that cannot be read are told in `problems` and left out."""
    said: dict[str, Any] = before.model_dump(mode="json")
    for name in ("title", "summary", "audience", "lead", "past_source"):
        if name in sent:
            said[name] = str(sent[name]).strip()
    readers = (
        ("questions", notation.QUESTION, notation.question),
        ("errands", notation.ERRAND, notation.errand),
        ("fills", notation.FILL, notation.fill),
        ("past", notation.PAST, notation.past),
    )
    for field, how, reader in readers:
        if field in sent:
            rows = notation.read_all(field, str(sent[field]), how, reader, problems)
            said[field] = {k: v for row in rows for k, v in row.items()} if field == "fills" else rows
    kept = {each.key: each for each in before.errands}
    for row in said["errands"]:
        if old := kept.get(row["key"]):
            row |= {"when": old.when, "materials": old.materials, "trips": old.trips}
    said["items"] = [_item(sent, code, problems) for code in _order(sent)]
    try:
        return ThemeContent.model_validate(said)
    except ValidationError as error:
        where = str(error.errors()[0]["loc"][0])
        problems.append(
            RuleViolation("shape", N_("“%(where)s”没有填对，没有改动。"), params={"where": where})
        )
        return before


def _order(sent: QueryDict) -> list[str]:
    """The items in the order of the page, after what was pressed."""
    codes = list(dict.fromkeys(sent.getlist("item")))
    if (gone := sent.get("remove", "")) in codes:
        codes.remove(gone)
    for verb, step in (("up", -1), ("down", 1)):
        if (moved := sent.get(verb, "")) in codes:
            place = codes.index(moved)
            other = min(max(place + step, 0), len(codes) - 1)
            codes[place], codes[other] = codes[other], codes[place]
    added = sent.get("add", "") if "look" not in sent else ""
    return [*codes, *([added] if added and added not in codes else [])]


def _item(sent: QueryDict, code: str, problems: list[RuleViolation]) -> dict[str, Any]:
    row: dict[str, Any] = {"code": code, "after": sent.getlist(f"after-{code}")}
    for field in ("when", "preset"):
        text = sent.get(f"{field}-{code}", "")
        try:
            row[field] = notation.when(text)
        except ValueError:
            how = N_("“%(text)s”读不懂。请写成：food=yes，几个用分号隔开。")
            problems.append(
                RuleViolation("condition", how, params={"text": text[:40]}, field=f"{field}-{code}")
            )
    return row


def _show(
    request: HttpRequest,
    theme: Theme,
    version: ThemeVersion | None,
    content: ThemeContent | None = None,
    problems: list[RuleViolation] | None = None,
    *,
    editable: bool = True,
) -> HttpResponse:
    said = content or (selectors.content_of(version) if version else ThemeContent(title=theme.title))
    built = selectors.blocks(theme.bureau_id, said)
    one = built.compose({question.code: [o.code for o in question.options] for question in said.questions})
    made = {("form_sections" if key == "sections" else key): value for key, value in shown(one).items()}
    context = {
        "theme": theme,
        "draft": version,
        "editable": editable,
        "one": one,
        "gaps": built.problems(),
        "remarks": composing_checks.remarks(built.design),
        "changed": selectors.changed_items(version, built) if version and version.pinned else [],
        "refused": shared.sentences(Violations(problems)) if problems else [],
        "asks": one.questions,
        **made,
        **_editor(actor_of(request), theme, said, built),
    }
    return render(request, "bundles/compose.html", context, status=422 if problems else 200)


def _editor(actor: Actor, theme: Theme, said: ThemeContent, built: selectors.Blocks) -> dict[str, Any]:
    """What the left side shows: the choices as they are written, and what there is to choose from."""
    free = catalog.visible_items(actor).filter(current_version__isnull=False, status="active")
    return {
        "content": said,
        "rows_of_items": _rows(said, built),
        "lines": {
            "questions": "\n".join(notation.question_line(each) for each in said.questions),
            "errands": "\n".join(notation.errand_line(each) for each in said.errands),
            "fills": "\n".join(f"{target} = {source}" for target, source in said.fills.items()),
            "past": "\n".join(notation.past_line(each) for each in said.past),
        },
        "how": {
            "questions": notation.QUESTION,
            "errands": notation.ERRAND,
            "fills": notation.FILL,
            "past": notation.PAST,
        },
        "add": free.exclude(code__in=said.codes),
        "sections": identity.sections_by_code(theme.bureau_id).items(),
        "partners": selectors.visible_partners(actor),
    }


def _rows(said: ThemeContent, built: selectors.Blocks) -> list[dict[str, Any]]:
    names = {code: item.name for code, item in built.items.items()}
    return [
        {
            "code": each.code,
            "name": names.get(each.code, each.code),
            "when": notation.when_text(each.when),
            "preset": notation.when_text(each.preset),
            "after": each.after,
            "asks": [question.code for question in _asked(built, each.code)],
            "others": [(code, names.get(code, code)) for code in said.codes if code != each.code],
        }
        for each in said.items
    ]


def _asked(built: selectors.Blocks, code: str) -> list[Any]:
    part = next((each for each in built.design.parts if each.code == code), None)
    return list(part.content.questions) if part else []


@require_POST
@allow(Role.ITEM_KEEPER)
@idempotent
def act(request: HttpRequest, theme_id: int, verb: str) -> HttpResponse:
    """Publish the draft, begin the next one, take the theme offline."""
    actor = actor_of(request)
    theme = selectors.access_theme(actor, theme_id)
    draft = selectors.draft_of(theme)
    try:
        if verb == "publish" and draft is not None:
            services.publish_theme(actor, version_id=draft.pk)
            messages.success(request, gettext("已发布，群众现在就能一起申请。"))
        elif verb == "draft":
            services.new_draft(actor, theme_id=theme_id)
        elif verb == "offline":
            services.take_offline(actor, theme_id=theme_id, reason=request.POST.get("reason", ""))
            messages.success(request, gettext("已下线，正在办理的不受影响。"))
    except (RuleViolation, Violations) as error:
        return _show(
            request, theme, draft or theme.current, problems=shared.told(error), editable=draft is not None
        )
    return redirect("bundles:compose", theme_id=theme_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@idempotent
def partners(request: HttpRequest) -> HttpResponse:
    """Partners: who does what in the themes."""
    actor = actor_of(request)
    form = PartnerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and attempt(form, lambda: services.keep_partner(actor, **form.cleaned_data)):
        messages.success(request, gettext("已登记。"))
        return redirect("bundles:partners")
    status = 422 if request.method == "POST" else 200
    context = {"rows": selectors.visible_partners(actor), "form": form}
    return render(request, "bundles/partners.html", context, status=status)


@require_safe
@allow(Role.ITEM_KEEPER)
def versions(request: HttpRequest, theme_id: int) -> HttpResponse:
    """The versions of a theme, who composed and who published them."""
    theme = selectors.access_theme(actor_of(request), theme_id)
    return render(request, "bundles/versions.html", {"theme": theme, "rows": selectors.versions_of(theme)})
