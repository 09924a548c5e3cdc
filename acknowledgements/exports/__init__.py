"""The population of one revision with its evidence, as files an auditor can take away."""

from acknowledgements.exports import csv, xlsx

FORMATS = {"csv": csv, "xlsx": xlsx}
