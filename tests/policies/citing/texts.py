"""Texts that cite, made from the bodies of their clauses."""

from policies.text.outline import Clause, Outline

ANCHORS = tuple(f"{number:012x}" for number in range(1, 100))


def text_of(*bodies: str, title: str = "加班管理辦法", supplementary: str = "") -> Outline:
    """第一條, 第二條 … with these bodies, under ``ANCHORS``; a bare body becomes a paragraph, and
    an empty one a clause that was deleted."""
    return Outline(
        title,
        clauses=tuple(
            Clause(
                f"第{'一二三四五六七八九'[place]}條",
                body if body.startswith("<") or not body else f"<p>{body}</p>",
                anchor=ANCHORS[place],
                deleted=not body,
            )
            for place, body in enumerate(bodies)
        ),
        supplementary=supplementary,
    )


def link(anchor: str, words: str, code: str = "") -> str:
    page = f"/policies/{code}/" if code else ""
    return f'<a href="{page}#{anchor}">{words}</a>'
