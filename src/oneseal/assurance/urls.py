"""Addresses of assurance: what I have proven, and the desk's checks."""

from django.urls import path

from oneseal.assurance.views import desk, mine

app_name = "assurance"
urlpatterns = [
    path("account/identity/", mine.mine, name="mine"),
    path("account/identity/face/", mine.face, name="face"),
    path("desk/identity/", desk.checks, name="checks"),
    path("desk/identity/see/", desk.see, name="see"),
    path("desk/identity/<int:check_id>/confirm/", desk.confirm, name="confirm"),
]
