"""The web server: threads for many readers, a few processes for the cores."""

import os

wsgi_app = "regs_portal.wsgi"
worker_class = "gthread"
workers = int(os.environ.get("REGS_PORTAL_WEB_PROCESSES", "2"))
threads = int(os.environ.get("REGS_PORTAL_WEB_THREADS", "4"))
bind = os.environ.get("REGS_PORTAL_BIND", "127.0.0.1:8000")
timeout = 60
graceful_timeout = 20
keepalive = 5
# The longest that gunicorn takes: what goes beyond gets its bare English sentence, not our page.
limit_request_line = 8190
# A process that grew is replaced; the spread keeps them from going at the same moment.
max_requests = 20_000
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
control_socket_disable = True
