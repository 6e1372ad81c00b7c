"""The portal's addresses; mounted last, at the root."""

from django.urls import path

from oneseal.portal.views import (
    calendar,
    desk,
    guide,
    home,
    items,
    lists,
    posts,
    reset,
    site,
    styleguide,
    system,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", items.search, name="search"),
    path("person/", items.person_items, name="person"),
    path("organisation/", items.organisation_items, name="organisation"),
    path("items/<slug:code>/", guide.guide, name="guide"),
    path("items/<slug:code>/guide.pdf", guide.guide_pdf, name="guide_pdf"),
    path("items/<slug:code>/qr.svg", guide.guide_qr, name="guide_qr"),
    path("lists/", lists.public_lists, name="lists"),
    path("lists/separation/", lists.separated, name="separation"),
    path("lists/<slug:key>/", lists.public_list, name="list"),
    path("posts/", posts.posts, name="posts"),
    path("posts/<int:post_id>/", posts.board, name="board"),
    path("themes/", items.themes, name="themes"),
    path("about/", site.about, name="about"),
    path("consult/", site.consult, name="consult"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("reset-password/", reset.reset, name="reset"),
    path("reset-password/code/", reset.reset_code, name="reset_code"),
    path("language/", site.language, name="language"),
    path("robots.txt", site.robots, name="robots"),
    path(".well-known/security.txt", site.security, name="security"),
    path("desk/", desk.desk, name="desk"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("desk/calendar/", calendar.calendar_year, name="calendar"),
    path("desk/calendar/load/", calendar.calendar_load, name="calendar_load"),
    path("desk/search/", desk.desk_search, name="desk_search"),
    path("desk/system/", system.overview, name="system"),
    path("desk/system/verify/", system.verify_all, name="system_verify"),
    path("desk/system/jobs/", system.job_list, name="system_jobs"),
    path("desk/system/jobs/<int:job_id>/retry/", system.retry_job, name="system_job_retry"),
    path("desk/system/jobs/<int:job_id>/discard/", system.discard_job, name="system_job_discard"),
    path("desk/system/subscribers/<str:name>/retry/", system.retry_subscriber, name="subscriber_retry"),
    path("desk/system/journal/", system.journal, name="journal"),
]
