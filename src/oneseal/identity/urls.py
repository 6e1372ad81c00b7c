"""Addresses of identity's pages."""

from django.urls import path

from oneseal.identity.views import sign_in

app_name = "identity"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/staff/", sign_in.staff_sign_in, name="staff_sign_in"),
    path("sign-in/password/", sign_in.new_password, name="new_password"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-in/authenticator/", sign_in.authenticator, name="authenticator"),
    path("sign-in/authenticator/qr.svg", sign_in.authenticator_qr, name="authenticator_qr"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
]
