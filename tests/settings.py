"""The site's settings in test mode, with instruments that make bad habits fail."""

import os

os.environ["REGS_PORTAL_MODE"] = "test"

from regs_portal.settings import *  # noqa: F403
from regs_portal.settings import INSTALLED_APPS, MIDDLEWARE

# Zeal raises when a request fetches the same relation row by row.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
# Signing in reads the old session, then deletes it.
ZEAL_ALLOWLIST = [{"model": "sessions.Session"}]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The portal's own is in the database and takes five queries for every figure it keeps; the tests of
# signing in use that one.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
