"""Every address of the portal. All are private; views that are not say so with a decorator."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from acknowledgements.views.home import home
from policies.urls.comparing import urlpatterns as comparing_pages
from policies.urls.reading import urlpatterns as policy_pages

# Under the names our templates use, and again under those allauth itself asks for.
account_patterns = [
    path("sign-in/", account.login, name="sign_in"),
    path("sign-out/", account.logout, name="sign_out"),
    path("password/", account.password_change, name="password_change"),
    path("inactive/", account.account_inactive, name="inactive"),
]

allauth_patterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("password/", account.password_change, name="account_change_password"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
]

# The administration has no door of its own: one sign-in page, one throttle. Django's own form
# counts no failed attempts.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

# The front page shows what the reader owes, which policies know nothing of.
reading_patterns = [path("", home, name="home"), *comparing_pages, *policy_pages]

urlpatterns = [
    path("account/", include((account_patterns, "account"))),
    path("account/", include(allauth_patterns)),
    path("language/", login_not_required(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    path("", include((reading_patterns, "reading"))),
    path("", include("policies.urls")),
    path("", include("acknowledgements.urls")),
    path("audit/", include("regs_portal.audit.urls")),
]

handler500 = "regs_portal.failing.server_error"
