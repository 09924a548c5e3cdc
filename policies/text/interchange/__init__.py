"""A regulation as files that other programs read, and back: JSON, Akoma Ntoso 3.0, Markdown.

A ``Record`` is what is written: the outline, and beside it the facts that no digest covers. What
is read back is the outline alone, to the same digest.
"""
