"""Pages about the site itself: what it is, how to complain, the accessibility statement, languages."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from oneseal.foundation.access import allow_everyone
from oneseal.portal import selectors


@require_safe
@allow_everyone
def about(request: HttpRequest) -> HttpResponse:
    """What OneSeal does, for newcomers and those who will run it."""
    return render(request, "portal/about.html")


@require_safe
@allow_everyone
def records(request: HttpRequest) -> HttpResponse:
    """Every public list and announcement that the contexts offer, in one place."""
    return render(request, "portal/records.html")


@require_safe
@allow_everyone
def consult(request: HttpRequest) -> HttpResponse:
    """Whom to ask and where to complain."""
    return render(request, "portal/consult.html", {"halls": selectors.halls()})


@require_safe
@allow_everyone
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "portal/accessibility.html")


@require_POST
@allow_everyone
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language and come back to the same page."""
    response = set_language(request)
    assert isinstance(response, HttpResponse)
    return response


@require_safe
@allow_everyone
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: the public pages, not the desk."""
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /api/", "Allow: /", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
@allow_everyone
def security(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116); absent until the bureau names a contact."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        return HttpResponse(status=404)
    return HttpResponse(
        f"Contact: {contact}\nPreferred-Languages: zh, en\n", content_type="text/plain; charset=utf-8"
    )
