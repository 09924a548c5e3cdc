"""Settings for commands that read files and nothing else: they need no site, and no database.

What a site keeps secret is made up for the moment; the database is named and never spoken to.
"""

import os
import secrets

os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(48))
os.environ.setdefault("ALLOWED_HOSTS", "localhost")
os.environ.setdefault("DATABASE_URL", "postgresql://localhost/unused")

from regs_portal.settings import *  # noqa: F403
