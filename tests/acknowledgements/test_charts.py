"""The drawing says what the figures say."""

import datetime as dt
import re

from acknowledgements.charts import BOTTOM, LEFT, RIGHT, TOP, curve
from acknowledgements.populations import Course, Day

BEGINS = dt.date(2026, 3, 1)


def day(number: int) -> dt.date:
    return BEGINS + dt.timedelta(days=number)


def course(*sums: tuple[int, int], due: int = 20, assigned: int = 10) -> Course:
    return Course(
        assigned, BEGINS, day(due), day(due), tuple(Day(day(at), 1, total) for at, total in sums)
    )


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", path)]


def test_the_line_goes_from_nothing_to_the_share_of_today() -> None:
    drawn = points(curve(course((5, 4), (10, 5)), day(15)).line)
    assert drawn[0] == (float(LEFT), float(BOTTOM))
    assert drawn[-1] == (LEFT + (RIGHT - LEFT) * 0.75, (TOP + BOTTOM) / 2)
    assert drawn == sorted(drawn, key=lambda point: point[0])
    assert [y for _x, y in drawn] == sorted((y for _x, y in drawn), reverse=True)


def test_a_quiet_week_is_level() -> None:
    drawn = points(curve(course((10, 10)), day(15)).line)
    assert drawn[1][1] == BOTTOM
    assert drawn[1][0] > LEFT


def test_everybody_is_at_the_top_and_the_words_stand_below_it() -> None:
    drawn = curve(course((1, 10)), day(20))
    assert points(drawn.line)[-1] == (RIGHT, TOP)
    assert float(drawn.end.y) > TOP
    assert drawn.end.anchor == "end"


def test_late_ones_are_inside_the_drawing() -> None:
    drawn = curve(course((5, 4), (40, 5)), day(400))
    assert max(x for x, _y in points(drawn.line)) <= RIGHT
    assert drawn.days[-1].words == day(54).isoformat()
    assert LEFT < points(drawn.deadline.replace("V", " "))[0][0] < RIGHT


def test_everything_on_one_day() -> None:
    drawn = curve(course((0, 3), due=0), BEGINS)
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in points(drawn.line))


def test_the_first_day_of_many() -> None:
    drawn = curve(course(), BEGINS)
    assert points(drawn.line)[-1] == (LEFT, BOTTOM)
    assert drawn.end.anchor == "start"
