"""The text engine against documents with ground truth: ``python -m tests.benchmarks.text DIR…``."""
