"""The shared texts, as the tests of the engine find them."""

from tests.policies.text.conftest import shared

__all__ = ["shared"]
