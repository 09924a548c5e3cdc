#!/usr/bin/env python
"""The portal's command line."""

import os
import sys

# They read the files they are given, so they run wherever the portal's code lies.
READS_FILES_ONLY = {"outline", "compare"}


def main() -> None:
    reads_files = sys.argv[1:2] and sys.argv[1] in READS_FILES_ONLY
    settings = "regs_portal.settings_for_files" if reads_files else "regs_portal.settings"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
