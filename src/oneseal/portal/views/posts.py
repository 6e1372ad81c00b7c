"""The public display of posts: who sits where and may handle what (inventory 1.15)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from oneseal.foundation.access import allow_everyone
from oneseal.portal import selectors


@require_safe
@allow_everyone
def posts(request: HttpRequest) -> HttpResponse:
    """Every post on display."""
    return render(request, "portal/posts.html", {"shown": selectors.posts_on_display()})


@require_safe
@allow_everyone
def board(request: HttpRequest, post_id: int) -> HttpResponse:
    """One post in large letters for the screen of its window; it renews itself every five minutes."""
    return render(request, "portal/board.html", {"row": selectors.post_on_display(post_id)})
