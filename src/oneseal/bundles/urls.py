"""Addresses of bundles."""

from django.urls import path

from oneseal.bundles.views import applying, composing, filling, following, orders, theme

app_name = "bundles"
urlpatterns = [
    path("themes/<slug:code>/", theme.theme, name="theme"),
    path("my/joint/", following.mine, name="mine"),
    path("joint/new/<slug:code>/", applying.new, name="new"),
    path("joint/<int:joint_id>/", following.joint, name="joint"),
    path("joint/<int:joint_id>/questions/", applying.questions, name="questions"),
    path("joint/<int:joint_id>/form/", filling.form, name="form"),
    path("joint/<int:joint_id>/form/draft/", filling.autosave, name="autosave"),
    path("joint/<int:joint_id>/materials/", applying.materials, name="materials"),
    path("joint/<int:joint_id>/materials/<slug:code>/", applying.upload, name="upload"),
    path("joint/<int:joint_id>/remove/<int:paper_id>/", applying.remove, name="remove"),
    path("joint/<int:joint_id>/check/", applying.check, name="check"),
    path("joint/<int:joint_id>/act/<slug:verb>/", following.act, name="act"),
    path("desk/joint/", following.desk, name="desk"),
    path("desk/themes/", composing.themes, name="themes"),
    path("desk/themes/<int:theme_id>/", composing.compose, name="compose"),
    path("desk/themes/<int:theme_id>/versions/", composing.versions, name="versions"),
    path("desk/themes/<int:theme_id>/<slug:verb>/", composing.act, name="theme_act"),
    path("desk/partners/", composing.partners, name="partners"),
    path("desk/orders/", orders.orders, name="orders"),
    path("desk/orders/<int:order_id>/", orders.order, name="order"),
    path("desk/orders/<int:order_id>/<slug:verb>/", orders.act, name="order_act"),
]
