"""Addresses of identity's pages."""

from django.urls import path

from oneseal.identity.views import (
    account,
    applicants,
    appraisals,
    clients,
    leave,
    organisations,
    people,
    provider,
    public,
    sign_in,
)

app_name = "identity"
urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-in/staff/", sign_in.staff_sign_in, name="staff_sign_in"),
    path("sign-in/password/", sign_in.new_password, name="new_password"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-in/authenticator/", sign_in.authenticator, name="authenticator"),
    path("sign-in/authenticator/qr.svg", sign_in.authenticator_qr, name="authenticator_qr"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("province/.well-known/openid-configuration", provider.configuration, name="province_configuration"),
    path("province/keys.json", provider.keys, name="province_keys"),
    path("province/sign-in/", provider.sign_in, name="province_sign_in"),
    path("province/authorize/", provider.authorize, name="province_authorize"),
    path("province/token/", provider.token, name="province_token"),
    path("province/userinfo/", provider.userinfo, name="province_userinfo"),
    path("register/", account.register, name="register"),
    path("account/", account.profile, name="profile"),
    path("account/password/", account.password, name="password"),
    path("account/authorise/", account.authorise, name="authorise"),
    path("account/claim/", account.claim, name="claim"),
    path("account/authorisations/<int:authorisation_id>/revoke/", account.revoke, name="revoke"),
    path("posts/", public.displayed_posts, name="displayed_posts"),
    path("posts/photo/<int:staff_id>.jpg", public.photo, name="photo"),
    path("desk/applicants/", applicants.applicants, name="applicants"),
    path("desk/applicants/<int:applicant_id>/", applicants.applicant, name="applicant"),
    path(
        "desk/applicants/<int:applicant_id>/act/<slug:name>/", applicants.applicant_act, name="applicant_act"
    ),
    path("desk/applicants/<int:applicant_id>/unmask/<slug:field>/", public.unmask, name="unmask"),
    path("desk/applicants/claims/", public.claims, name="claims"),
    path(
        "desk/applicants/claims/<int:authorisation_id>/confirm/", public.confirm_claim, name="confirm_claim"
    ),
    path("desk/organisations/", organisations.organisations, name="organisations"),
    path("desk/organisations/new/", organisations.new_organisation, name="new_organisation"),
    path("desk/organisations/<int:organisation_id>/", organisations.organisation, name="organisation"),
    path("desk/organisations/<int:pk>/close/", organisations.close_organisation, name="close_organisation"),
    path("desk/posts/", organisations.posts, name="posts"),
    path("desk/posts/new/", organisations.new_post, name="new_post"),
    path("desk/posts/<int:post_id>/", organisations.post, name="post"),
    path("desk/posts/<int:pk>/close/", organisations.close_post, name="close_post"),
    path("desk/appraisals/", appraisals.appraisals, name="appraisals"),
    path("desk/appraisals/<int:staff_id>/<int:year>/", appraisals.appraise, name="appraise"),
    path("desk/people/", people.people, name="people"),
    path("desk/people/new/", people.new_person, name="new_person"),
    path("desk/people/certificates/", people.certificates, name="certificates"),
    path("desk/people/<int:staff_id>/", people.person, name="person"),
    path("desk/people/<int:staff_id>/<slug:name>/", people.act, name="act"),
    path("desk/leave/", leave.leaves, name="leaves"),
    path("desk/leave/<int:leave_id>/cancel/", leave.cancel, name="cancel_leave"),
    path("desk/clients/", clients.clients, name="clients"),
    path("desk/clients/new/", clients.new_client, name="new_client"),
    path("desk/clients/<int:client_id>/withdraw/", clients.withdraw_client, name="withdraw_client"),
    path("desk/regions/", organisations.regions, name="regions"),
]
