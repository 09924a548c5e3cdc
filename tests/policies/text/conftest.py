"""Where the shared texts lie that the engine is tried on: beside the repository, if anywhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine makes single examples slow; what must be fast has a test of its own.
settings.register_profile("text", deadline=None)
settings.load_profile("text")

SHARED = Path(__file__).resolve().parents[4] / "shared"


@pytest.fixture(scope="session")
def shared() -> Callable[[str], Path]:
    """A file or folder beside the repository; the test is skipped where it is not there."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip(f"needs ../shared/{name}, which is not on this machine")
        return path

    return find
