"""The composer: a keeper chooses items, order and questions and sees at once what comes of it (5.20, ONE-6)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from oneseal.bundles import selectors, services
from oneseal.bundles.extensions import theme_links
from oneseal.bundles.forms import NewThemeForm, PartnerForm
from oneseal.bundles.forms.sheet import Offer, Sheet, keys_sent
from oneseal.bundles.models import Theme, ThemeVersion
from oneseal.bundles.rules import editing
from oneseal.bundles.rules.content import ThemeContent
from oneseal.bundles.views.theme import shown
from oneseal.catalog import selectors as catalog
from oneseal.catalog.rules import composing_checks
from oneseal.foundation.access import actor_of, allow
from oneseal.foundation.idempotency import idempotent
from oneseal.foundation.problems import sentence
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
    press = "" if "look" in request.POST else request.POST.get("press", "")
    keys, new = editing.pressed(keys_sent(request.POST), press, request.POST.get("add", ""))
    sheet = _sheet(actor, theme, editing.skeleton(selectors.content_of(draft), keys), keys, request.POST)
    wrong = sheet.wrong()
    if "look" in request.POST or wrong:
        return _show(request, theme, draft, sheet, wrong=[] if "look" in request.POST else wrong)
    try:
        digest = request.POST.get("digest", "")
        draft = services.save_theme(
            actor, version_id=draft.pk, content=sheet.content(), expected_digest=digest
        )
    except RuleViolation as error:
        return _show(request, theme, draft, sheet, wrong=error.items)
    if not press:
        messages.success(request, gettext("草稿已保存。"))
        return redirect("bundles:compose", theme_id=theme_id)
    return _show(request, theme, draft, sheet, focus=focus_after(press, new))


def focus_after(press: str, new: str) -> str:
    """The id of what the keyboard goes to after a press: what was added, the button pressed, or the one that adds."""
    verb, kind, key = [*press.split(":", 2), "", ""][:3]
    if verb == "add" and new:
        return f"row-{key}-{new}" if kind == "option" else f"row-{kind}-{new}"
    if verb in {"up", "down"}:
        return press.replace(":", "-")
    return f"add-option-{key.partition(':')[0]}" if kind == "option" else f"add-{kind}"


def _sheet(
    actor: Actor, theme: Theme, content: ThemeContent, keys: editing.Keys, sent: QueryDict | None = None
) -> Sheet:
    """The rows of the page with what each may be chosen from."""
    free = catalog.visible_items(actor).filter(current_version__isnull=False, status="active")
    sections = identity.sections_by_code(theme.bureau_id)
    offer = Offer(
        sections=[(code, section.name) for code, section in sections.items()],
        partners=[(each.code, each.name) for each in selectors.visible_partners(actor)],
        items=[(item.code, item.name) for item in free.exclude(code__in=keys.item)],
        labels={name: label for name, (label, _format) in catalog.field_dictionary().items()},
    )
    return Sheet(content, keys, selectors.blocks(theme.bureau_id, content).design, offer, sent)


def _show(
    request: HttpRequest,
    theme: Theme,
    version: ThemeVersion | None,
    sheet: Sheet | None = None,
    *,
    wrong: list[Any] | None = None,
    editable: bool = True,
    focus: str = "",
) -> HttpResponse:
    actor = actor_of(request)
    if sheet is None:
        kept = selectors.content_of(version) if version else ThemeContent(title=theme.title)
        sheet = _sheet(actor, theme, kept, editing.keys_of(kept))
    said = sheet.content()
    built = selectors.blocks(theme.bureau_id, said)
    one = built.compose({question.code: [o.code for o in question.options] for question in said.questions})
    made = {("form_sections" if key == "sections" else key): value for key, value in shown(one).items()}
    context = {
        "theme": theme,
        "draft": version,
        "editable": editable,
        "sheet": sheet,
        "content": said,
        "one": one,
        "gaps": built.problems(),
        "remarks": composing_checks.remarks(built.design),
        "changed": selectors.changed_items(version, built) if version and version.pinned else [],
        "wrong": _lines(wrong or []),
        "focus": focus,
        "asks": one.questions,
        "links": theme_links(actor, theme.code) if theme.current_id else [],
        **made,
    }
    return render(request, "bundles/compose.html", context, status=422 if wrong else 200)


def _lines(wrong: list[Any]) -> list[dict[str, str]]:
    """Refusals and faulty fields alike, each as a line at the head of the page."""
    return [{"text": sentence(each)} if isinstance(each, RuleViolation) else each for each in wrong]


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
        return _show(request, theme, draft or theme.current, wrong=error.items, editable=draft is not None)
    return redirect("bundles:compose", theme_id=theme_id)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Role.ITEM_KEEPER)
@idempotent
def partners(request: HttpRequest) -> HttpResponse:
    """Partners: who does what in the themes."""
    actor = actor_of(request)
    form = PartnerForm(request.POST if request.method == "POST" else None, actor=actor)
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
