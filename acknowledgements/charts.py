"""The course of acknowledging as a drawing: figures in, coordinates out."""

import datetime as dt
from dataclasses import dataclass

from acknowledgements.populations import Course

WIDTH, HEIGHT = 760, 230
LEFT, RIGHT, TOP, BOTTOM = 62, 740, 34, 190
# Once everybody could have acknowledged, the flat end of the line says nothing more.
DAYS_AFTER_DUE = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """A place for words; ``anchor`` is how they stand to it: start, middle or end."""

    x: str
    y: str
    anchor: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Curve:
    """Coordinates in ``view_box``; ``line``, ``area``, ``grid`` and ``deadline`` are SVG paths.

    ``point`` is the end of the line and ``end`` the place of its words.
    """

    line: str
    area: str
    grid: str
    deadline: str
    point: Mark
    end: Mark
    due: Mark
    percents: tuple[Mark, ...]
    days: tuple[Mark, ...]
    view_box: str = f"0 0 {WIDTH} {HEIGHT}"


@dataclass(frozen=True, slots=True)
class Scale:
    """From days and shares to coordinates; days outside stand at the edge."""

    begins: dt.date
    ends: dt.date

    def x(self, day: dt.date) -> float:
        span = max((self.ends - self.begins).days, 1)
        inside = min(max((day - self.begins).days, 0), span)
        return LEFT + (RIGHT - LEFT) * inside / span

    def y(self, share: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * share


def curve(course: Course, until: dt.date) -> Curve:
    """The share acknowledged, from the day of assigning to the deadline or the last name after it.

    ``until`` is the day the figures are of: the line ends there.
    """
    ends = max([course.last_due, *(day.day for day in course.days[-1:])])
    if until > ends:
        ends = min(until, ends + dt.timedelta(days=DAYS_AFTER_DUE))
    scale = Scale(course.begins, ends)
    points = _points(course, scale, min(until, ends))
    line = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    x, y = points[-1]
    due = scale.x(course.last_due)
    return Curve(
        line=line,
        area=f"{line}L{x:.1f} {BOTTOM}L{LEFT} {BOTTOM}Z",
        grid="".join(f"M{LEFT} {scale.y(part / 4):.1f}H{RIGHT}" for part in range(5)),
        deadline=f"M{due:.1f} {TOP - 8}V{BOTTOM}",
        point=Mark(f"{x:.1f}", f"{y:.1f}", "middle"),
        end=_beside(x, y),
        due=Mark(f"{due:.1f}", f"{TOP - 14}", _anchor(due)),
        percents=tuple(
            Mark(f"{LEFT - 8}", f"{scale.y(part / 2) + 4:.1f}", "end", f"{part * 50}%")
            for part in range(3)
        ),
        days=(
            Mark(f"{LEFT}", f"{HEIGHT - 14}", "start", course.begins.isoformat()),
            Mark(f"{RIGHT}", f"{HEIGHT - 14}", "end", ends.isoformat()),
        ),
    )


def _points(course: Course, scale: Scale, until: dt.date) -> list[tuple[float, float]]:
    points = [(scale.x(course.begins), scale.y(0))]
    share = 0.0
    for day in course.days:
        # Level until the evening before, so that a quiet week is not drawn as a slow rise.
        points.append((scale.x(day.day - dt.timedelta(days=1)), scale.y(share)))
        share = day.sum / course.assigned
        points.append((scale.x(day.day), scale.y(share)))
    points.append((max(scale.x(until), points[-1][0]), scale.y(share)))
    return points


def _beside(x: float, y: float) -> Mark:
    """Where the words at the end of the line stand: above it, or below where it is near the top."""
    down = y + 26 if y < TOP + 30 else y - 12
    return Mark(f"{x:.1f}", f"{down:.1f}", _anchor(x))


def _anchor(x: float) -> str:
    if x > RIGHT - 90:
        return "end"
    return "start" if x < LEFT + 90 else "middle"
