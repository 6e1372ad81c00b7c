"""The one way in which pages of the desk do what a form says: shown, refused with everything kept, or done and away."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from oneseal.identity.forms import attempt


def saved(request: HttpRequest, form: forms.BaseForm, act: Callable[[], object], done: str = "") -> bool:
    """Whether the form was sent and the act done; then `done` is said on the next page, else the form tells why not."""
    if request.method != "POST" or not attempt(form, act):
        return False
    if done:
        messages.success(request, done)
    return True


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], object],
    *,
    title: str,
    back: str,
    done: str,
    template: str = "identity/desk_form.html",
    **more: Any,
) -> HttpResponse:
    """A page with nothing but one form; `back`: the name of the page it came from and leads to."""
    if saved(request, form, act, done):
        return redirect(back)
    context = {"form": form, "title": title, "back": back, **more}
    return render(request, template, context, status=422 if form.errors else 200)


def came_by_provider(request: HttpRequest) -> bool:
    """Whether this very sign-in came from the provincial identity service, which vouches for the person.

    An account's password proves nobody, even where the provider vouched for its owner on another day.
    """
    found = get_authentication_records(request, request.user)
    return any(each.get("method") == "socialaccount" for each in found)
