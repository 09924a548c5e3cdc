"""Reading the environment: every value is checked here, and a wrong one is named in a sentence."""

import os
import secrets
from enum import StrEnum
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


class Mode(StrEnum):
    PRODUCTION = "production"
    DEMO = "demo"
    DEVELOPMENT = "development"
    TEST = "test"


def mode() -> Mode:
    """Production unless somebody asked for less: forgetting the variable must never open a door."""
    value = os.environ.get("REGS_PORTAL_MODE", Mode.PRODUCTION)
    try:
        return Mode(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"REGS_PORTAL_MODE is {value!r}. Set it to one of: {', '.join(Mode)}."
        ) from None


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def required(name: str, purpose: str) -> str:
    value = text(name)
    if not value:
        raise ImproperlyConfigured(
            f"The environment variable {name} is not set. It must hold {purpose}. "
            "For a try-out on one machine, run `make demo` instead."
        )
    return value


def flag(name: str, default: bool) -> bool:
    value = text(name, "yes" if default else "no").lower()
    if value not in {"yes", "no", "true", "false", "1", "0", "on", "off"}:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to yes or no.")
    return value in {"yes", "true", "1", "on"}


def whole_number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to a whole number, 0 or more.")
    return int(value)


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """The value, or the first of the choices where none is set."""
    value = text(name, choices[0]).lower()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to one of: {', '.join(choices)}.")
    return value


def names(name: str) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()]


def kept_secret(path: Path) -> str:
    """A secret made once and kept beside the data, so that demo sessions survive a restart."""
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(64)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret)
    return secret
