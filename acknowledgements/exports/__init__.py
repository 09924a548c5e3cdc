"""The population of one revision with its evidence, as files an auditor can take away."""

from collections.abc import Callable, Iterable

from django.http import HttpResponseBase

from acknowledgements.exports import csv, xlsx
from acknowledgements.exports.sheet import Row

FORMATS: dict[str, Callable[[Iterable[Row], str], HttpResponseBase]] = {
    "csv": csv.respond,
    "xlsx": xlsx.respond,
}
