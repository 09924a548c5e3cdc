"""A regulation's text as data: plain Python over plain data, no Django.

Everything here takes values and returns values, so the same code reads a file, draws a page,
fixes a digest and proves, years later, that a stored text is the text that was decided on.
"""
