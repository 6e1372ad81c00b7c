"""Where each context's pages and API are mounted."""

from django.urls import URLPattern, URLResolver, include, path

from oneseal.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("oneseal.foundation.urls")),
    path("api/v1/", api.urls),
    path("", include("oneseal.identity.urls")),
    path("", include("oneseal.identity.provider_urls")),
    path("", include("oneseal.seals.urls")),
    path("", include("oneseal.certificates.urls")),
    path("", include("oneseal.documents.urls")),
    path("", include("oneseal.notices.urls")),
    path("", include("oneseal.assurance.urls")),
    path("", include("oneseal.projects.urls")),
    path("", include("oneseal.devices.urls")),
    path("", include("oneseal.feedback.urls")),
    path("", include("oneseal.helplines.urls")),
    path("", include("oneseal.guides.urls")),
    path("", include("oneseal.filings.urls")),
    path("", include("oneseal.records.urls")),
    path("", include("oneseal.registration.urls")),
    path("", include("oneseal.bundles.urls")),
    path("", include("oneseal.advance.urls")),
    path("", include("oneseal.hall.urls")),
    path("", include("oneseal.training.urls")),
    path("", include("oneseal.cases.urls")),
    path("", include("oneseal.fees.urls")),
    path("", include("oneseal.output.urls")),
    path("", include("oneseal.inquiries.urls")),
    path("", include("oneseal.publicity.urls")),
    path("", include("oneseal.supervision.urls")),
    path("", include("oneseal.reform.urls")),
    path("", include("oneseal.staffing.urls")),
    path("", include("oneseal.entry.urls")),
    path("", include("oneseal.appraisal.urls")),
    path("", include("oneseal.archives.urls")),
    path("", include("oneseal.procedures.urls")),
    path("", include("oneseal.surveys.urls")),
    path("", include("oneseal.catalog.urls")),
    path("", include("oneseal.plans.urls")),
    path("", include("oneseal.agents.urls")),
    path("", include("oneseal.towns.urls")),
    path("", include("oneseal.queueing.urls")),
    path("", include("oneseal.portal.urls")),
]

handler400 = "oneseal.foundation.failures.bad_request"
handler403 = "oneseal.foundation.failures.permission_denied"
handler404 = "oneseal.foundation.failures.not_found"
handler500 = "oneseal.foundation.failures.server_error"
