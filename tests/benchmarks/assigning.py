"""Assigning a revision to everybody, and everybody acknowledging it."""

from tests.benchmarks.ground import Ground
from tests.benchmarks.measuring import Figure


def measure(ground: Ground) -> list[Figure]:
    raise NotImplementedError
