"""Where the client half of OpenID Connect is mounted; the names are those that allauth looks up."""

from django.urls import path

from oneseal.identity.views import provider

urlpatterns = [
    path("sign-in/with/<slug:provider_id>/", provider.start, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/callback/", provider.callback, name="openid_connect_callback"),
]
