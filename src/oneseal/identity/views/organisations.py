"""The administrator's pages of organisations, posts and regions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from oneseal.foundation import clock
from oneseal.foundation.access import actor_of, allow, allow_staff
from oneseal.foundation.idempotency import idempotent
from oneseal.identity import selectors, services
from oneseal.identity.forms.desk import OrganisationForm, PostForm
from oneseal.identity.pages import form_page
from oneseal.kernel.access import Role
from oneseal.kernel.errors import RuleViolation
from oneseal.kernel.text import N_


@require_GET
@allow_staff
def organisations(request: HttpRequest) -> HttpResponse:
    """The tree."""
    tree = selectors.organisation_tree(actor_of(request))
    return render(request, "identity/organisations.html", {"tree": tree})


@require_http_methods(["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    actor = actor_of(request)
    initial = {"parent": request.GET.get("parent") or actor.bureau_id, "kind": "section"}
    form = OrganisationForm(request.POST or None, actor=actor, initial=initial)
    return form_page(
        request,
        form,
        lambda: services.open_organisation(actor, form.record()),
        title=gettext("登记机构"),
        back="identity:organisations",
        done=gettext("机构已登记。"),
    )


@require_http_methods(["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Change an organisation."""
    actor = actor_of(request)
    row = selectors.access_organisation(actor, organisation_id)
    initial = {name: getattr(row, name) for name in OrganisationForm.base_fields if name != "region"}
    initial |= {"parent": row.parent_id, "region": row.region_id}
    top = row.parent_id is None
    form = OrganisationForm(request.POST or None, actor=actor, initial=initial, top=top)
    return form_page(
        request,
        form,
        lambda: services.edit_organisation(actor, organisation_id, form.record()),
        title=row.name,
        back="identity:organisations",
        done=gettext("已保存。"),
        close="" if top or row.closed_on else "identity:close_organisation",
        pk=row.pk,
    )


@require_POST
@allow(Role.ADMINISTRATOR)
@idempotent
def close_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an organisation from today on."""
    return _closed(
        request, lambda: services.close_organisation(actor_of(request), pk, on=clock.today()), "organisations"
    )


@require_GET
@allow_staff
def posts(request: HttpRequest) -> HttpResponse:
    """Posts with their holders."""
    actor = actor_of(request)
    return render(request, "identity/posts.html", {"staffed": selectors.posts_with_holders(actor)})


@require_http_methods(["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def new_post(request: HttpRequest) -> HttpResponse:
    """Enter a post."""
    actor = actor_of(request)
    form = PostForm(request.POST or None, actor=actor)
    return form_page(
        request,
        form,
        lambda: services.open_post(actor, form.record()),
        title=gettext("设立岗位"),
        back="identity:posts",
        done=gettext("岗位已设立。"),
    )


@require_http_methods(["GET", "POST"])
@allow(Role.ADMINISTRATOR)
@idempotent
def post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Change a post; see who held it."""
    actor = actor_of(request)
    row = selectors.access_post(actor, post_id)
    initial = {name: getattr(row, name) for name in PostForm.base_fields}
    initial |= {"section": row.section_id, "item_codes": ", ".join(row.item_codes)}
    form = PostForm(request.POST or None, actor=actor, initial=initial)
    return form_page(
        request,
        form,
        lambda: services.edit_post(actor, post_id, form.record()),
        title=row.name,
        back="identity:posts",
        done=gettext("已保存，在岗人员的权限随即更新。"),
        close="" if row.closed_on else "identity:close_post",
        pk=row.pk,
        holdings=selectors.holdings_of_post(post_id),
    )


@require_POST
@allow(Role.ADMINISTRATOR)
@idempotent
def close_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a post from today on."""
    return _closed(request, lambda: services.close_post(actor_of(request), pk), "posts")


@require_GET
@allow_staff
def regions(request: HttpRequest) -> HttpResponse:
    """Browse the region tree."""
    code = request.GET.get("code", "").strip()
    here = None
    problem = ""
    if code:
        try:
            here = selectors.region(code)
        except RuleViolation as error:
            problem = gettext(error.message)
    page: dict[str, Any] = {
        "here": here,
        "problem": problem,
        "asked": code,
        "rows": selectors.regions_below(here.pk if here else None),
    }
    return render(request, "identity/regions.html", page, status=404 if problem else 200)


def _closed(request: HttpRequest, act: Any, page: str) -> HttpResponse:
    try:
        act()
    except RuleViolation as error:
        messages.error(request, gettext(error.message))
    else:
        messages.success(request, gettext(N_("已关闭。")))
    return redirect(f"identity:{page}")
