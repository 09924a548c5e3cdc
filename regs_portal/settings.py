"""Settings of the site, read from the environment; docs/settings.md lists the variables.

Four modes by REGS_PORTAL_MODE: production (the default), demo, development, test.
What production needs and does not find stops it with a sentence naming the variable.
"""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from regs_portal import embedded, environment
from regs_portal.environment import Mode

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("REGS_PORTAL_VAR_DIR") or BASE_DIR / "var")

MODE = environment.mode()
IN_PRODUCTION = MODE is Mode.PRODUCTION
DEBUG = MODE is Mode.DEVELOPMENT

# --- Who may talk to us, and how

if IN_PRODUCTION:
    SECRET_KEY = environment.required("SECRET_KEY", "a long random text kept secret")
    ALLOWED_HOSTS = environment.names("ALLOWED_HOSTS") or [
        environment.required("ALLOWED_HOSTS", "the portal's host names, separated by commas")
    ]
elif MODE is Mode.TEST:
    SECRET_KEY = "known-to-everybody-and-used-by-tests-only-" + "0123456789" * 2
    ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
else:
    SECRET_KEY = environment.kept_secret(VAR_DIR / "secret_key")
    ALLOWED_HOSTS = environment.names("ALLOWED_HOSTS") or ["localhost", "127.0.0.1", "[::1]"]

SECRET_KEY_FALLBACKS = environment.names("SECRET_KEY_FALLBACKS")
CSRF_TRUSTED_ORIGINS = environment.names("CSRF_TRUSTED_ORIGINS")

# The demo speaks plain HTTP on this machine only; everywhere else nothing leaves unencrypted.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IN_PRODUCTION
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SECURE_SSL_REDIRECT = environment.flag("REGS_PORTAL_SSL_REDIRECT", IN_PRODUCTION)
SECURE_HSTS_SECONDS = environment.whole_number(
    "REGS_PORTAL_HSTS_SECONDS", 365 * 24 * 3600 if IN_PRODUCTION else 0
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IN_PRODUCTION
if environment.flag("REGS_PORTAL_BEHIND_TLS_PROXY", False):
    # Only for a proxy that overwrites this header: a visitor could send it too.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Nothing inline, nothing from elsewhere. The clause editor's pages alone loosen this, by decorator.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# A Word file may have 20 MB, pictures included, a pasted text 5 MB. Larger bodies are
# answered with a sentence by regs_portal.middleware.RequestSizeMiddleware. Whatever it lets
# through, Django lets through too: its own refusal is a bare page, the form's names the limit.
REQUEST_BODY_LIMIT = 24 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = REQUEST_BODY_LIMIT
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- What the site is made of

INSTALLED_APPS = [
    "regs_portal.apps.SiteConfig",
    "regs_portal.people",
    "regs_portal.audit",
    "regs_portal.jobs",
    "policies",
    "acknowledgements",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "regs_portal.apps.StaticFilesConfig",
    "allauth",
    "allauth.account",
    "ckeditor",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "regs_portal.compressing.CompressedPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "regs_portal.middleware.DoorMiddleware",
    "regs_portal.middleware.PrivatePagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "regs_portal.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Private by default: a view is open only when it says so itself.
    "regs_portal.middleware.SignedInMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "policies.former_addresses.FormerAddressMiddleware",
    "regs_portal.middleware.WrongMethodMiddleware",
    "regs_portal.middleware.NullCharacterMiddleware",
    # Last, so that its page knows who is asking; nothing above it reads the body.
    "regs_portal.middleware.RequestSizeMiddleware",
]

ROOT_URLCONF = "regs_portal.urls"
WSGI_APPLICATION = "regs_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data


def _database() -> dict[str, object]:
    url = environment.text("DATABASE_URL")
    if not url:
        if IN_PRODUCTION and not embedded.is_available():
            environment.required("DATABASE_URL", "the address of a PostgreSQL 15 or later")
        try:
            url = embedded.database_url(testing=MODE is Mode.TEST)
        except embedded.EmbeddedServerError as error:
            raise ImproperlyConfigured(str(error)) from error
    age = environment.whole_number("REGS_PORTAL_CONNECTION_SECONDS", 300)
    # A test's connections end with the test.
    parsed = dict(
        dj_database_url.parse(
            url, conn_max_age=0 if MODE is Mode.TEST else age, conn_health_checks=True
        )
    )
    if parsed.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgresql:// — the portal runs on PostgreSQL only."
        )
    options = parsed.get("OPTIONS")
    if isinstance(options, dict) and "host" in options:
        parsed["HOST"] = options.pop("host")
    return parsed


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # In the database, so that every process counts failed sign-ins together.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "django_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Files of the portal are evidence: a view hands them out after asking who wants them.
MEDIA_ROOT = VAR_DIR / "media"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "regs_portal.static_addresses.KeptAddressesStorage"
        if MODE in {Mode.PRODUCTION, Mode.DEMO}
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = MODE in {Mode.DEVELOPMENT, Mode.TEST}

# --- People and signing in

AUTH_USER_MODEL = "people.Employee"
AUTHENTICATION_BACKENDS = ["regs_portal.people.authentication.PortalBackend"]
LOGIN_URL = "account:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account:sign_in"
SESSION_COOKIE_AGE = 12 * 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
if MODE is Mode.TEST:
    # Deliberately weak and quick: tests sign in thousands of times.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

ACCOUNT_ADAPTER = "regs_portal.signing_in.PortalAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "employee_number"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_PRESERVE_USERNAME_CASING = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# Failures are counted by address and, apart from that, by account.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "signature_failed": "5/5m/key",
}
# How many proxies in front of the portal append to X-Forwarded-For; 0 trusts the connection only.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole_number("REGS_PORTAL_TRUSTED_PROXIES", 0)
# Where the newest seal of the audit trail goes once a day; nowhere when it is empty.
AUDIT_SEAL_ADDRESS = environment.text("REGS_PORTAL_AUDIT_SEAL_ADDRESS")

# --- Language and time

LANGUAGE_CODE = "zh-hant"
LANGUAGES = [
    ("zh-hant", _("Traditional Chinese")),
    ("zh-hans", _("Simplified Chinese")),
    ("en", _("English")),
]
LOCALE_PATHS = [BASE_DIR / "regs_portal" / "locale"]
TIME_ZONE = "Asia/Taipei"
USE_TZ = True

# --- Mail and logs

EMAIL_HOST = environment.text("EMAIL_HOST")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_PORT = environment.whole_number("EMAIL_PORT", 587)
EMAIL_HOST_USER = environment.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = environment.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = environment.flag("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "regulations@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {process:d} {message}", "style": "{"}
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
        }
    },
    "root": {
        "handlers": ["stdout"],
        "level": environment.text(
            "REGS_PORTAL_LOG_LEVEL", "WARNING" if MODE is Mode.TEST else "INFO"
        ),
    },
    # Everything goes through the root handler, once.
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        # They tell every page and every font.
        "weasyprint": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
    },
}

# --- Acknowledging, see acknowledgements/dues.py

# Days that those have to acknowledge who come under a rule after its publication.
JOINERS_ACKNOWLEDGE_WITHIN = environment.whole_number("REGS_PORTAL_JOINERS_ACKNOWLEDGE_WITHIN", 14)

# --- Work rules in Taiwan, see policies/filing/making.py

WORK_RULES_FROM = environment.whole_number("REGS_PORTAL_WORK_RULES_FROM", 30)
WORK_RULES_COUNTED_BY = environment.one_of("REGS_PORTAL_WORK_RULES_COUNTED_BY", ("company", "site"))
WORK_RULES_ONE_SET = environment.flag("REGS_PORTAL_WORK_RULES_ONE_SET", False)

# --- Tools

SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

SILENCED_SYSTEM_CHECKS = [
    # CKEditor 4 is past its end of life. The product's brief asks for it; docs/security.md holds
    # the risk and what bounds it: no uploader, nh3 on write and on render, a CSP of its own page.
    "ckeditor.W001",
]
