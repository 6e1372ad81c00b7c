"""Where each context's pages and API are mounted."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("oneseal.foundation.urls")),
    path("", include("oneseal.portal.urls")),
]
