"""Addresses of what happens before an application."""

from django.urls import path

from oneseal.advance.views import early_citizen, early_desk, projects, reviews_citizen, reviews_desk

app_name = "advance"
urlpatterns = [
    path("key-projects/", projects.public, name="projects_public"),
    path("key-projects/<uuid:uid>/", projects.public_one, name="project_public"),
    path("desk/key-projects/", projects.desk, name="projects"),
    path("desk/key-projects/import/", projects.take_over, name="projects_import"),
    path("desk/key-projects/sample/", projects.sample, name="projects_sample"),
    path("desk/key-projects/<int:project_id>/", projects.one, name="project"),
    path("desk/key-projects/<int:project_id>/<slug:verb>/", projects.act, name="project_act"),
    path("my/pre-reviews/", reviews_citizen.mine, name="reviews"),
    path("my/pre-reviews/new/<int:project_id>/", reviews_citizen.new, name="review_new"),
    path("my/pre-reviews/<int:review_id>/", reviews_citizen.review, name="review"),
    path("my/pre-reviews/<int:review_id>/withdraw/", reviews_citizen.withdraw, name="review_withdraw"),
    path("my/pre-reviews/papers/<int:paper_id>/", reviews_citizen.carry, name="review_carry"),
    path("desk/pre-reviews/", reviews_desk.reviews, name="desk_reviews"),
    path("desk/pre-reviews/<int:review_id>/", reviews_desk.review, name="desk_review"),
    path("desk/pre-reviews/<int:review_id>/<slug:verb>/", reviews_desk.act, name="desk_review_act"),
    path("my/early/", early_citizen.mine, name="mine"),
    path("my/early/new/<slug:code>/", early_citizen.new, name="early_new"),
    path("my/early/<int:service_id>/", early_citizen.early, name="early"),
    path("my/early/<int:service_id>/<slug:verb>/", early_citizen.act, name="early_act"),
    path("desk/early/", early_desk.services_list, name="desk_early_list"),
    path("desk/early/new/", early_desk.new, name="desk_early_new"),
    path("desk/early/<int:service_id>/", early_desk.early, name="desk_early"),
    path("desk/early/<int:service_id>/list/", early_desk.give_list, name="desk_early_listing"),
    path("desk/early/<int:service_id>/<slug:verb>/", early_desk.act, name="desk_early_act"),
]
