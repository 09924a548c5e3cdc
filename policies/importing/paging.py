"""Pages of a long source, and the end of an address that leads to a line of it."""

LINES_A_PAGE = 400


def page_of(line: int) -> int:
    """The page a line stands on, both counted from 1."""
    return (line - 1) // LINES_A_PAGE + 1


def lines_of_page(page: int) -> range:
    return range((page - 1) * LINES_A_PAGE + 1, page * LINES_A_PAGE + 1)


def query_of(line: int) -> str:
    return f"?page={page_of(line)}#line-{line}"
