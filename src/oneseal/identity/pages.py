"""The one way in which pages of the desk do what a form says: shown, refused with everything kept, or done and away."""

from collections.abc import Callable
from typing import Any

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
