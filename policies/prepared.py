"""Questions that every page asks, planned once a connection: planning takes the server five times
as long as answering."""

import re
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

_NAMED = re.compile(r"%\((\w+)\)s")


class Prepared:
    """A question in SQL with named values (``%(code)s``), whose types are given by name.

    Where the connection is one of many behind a pooler that lends it for a transaction
    (``DISABLE_SERVER_SIDE_CURSORS``), it is planned each time, for the next may be another.
    """

    def __init__(self, name: str, sql: str, **types: str) -> None:
        self.name = name
        self.sql = sql
        names = list(dict.fromkeys(_NAMED.findall(sql)))
        places = {each: f"${place}" for place, each in enumerate(names, start=1)}
        told = ", ".join(types[each] for each in names)
        numbered = _NAMED.sub(lambda found: places[found[1]], sql)
        self._prepare = f"PREPARE {name} ({told}) AS {numbered}"
        self._execute = f"EXECUTE {name} ({', '.join(f'%({each})s' for each in names)})"

    def row(self, values: dict[str, Any]) -> tuple[Any, ...] | None:
        with connection.cursor() as cursor:
            cursor.execute(self._ready(), values)
            found: tuple[Any, ...] | None = cursor.fetchone()
        return found

    def _ready(self) -> str:
        ours = connections[DEFAULT_DB_ALIAS]  # of this thread; ``connection`` stands for any
        if ours.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
            return self.sql
        link = ours.connection
        known_to, known = vars(ours).get("prepared", (None, set()))
        if known_to is not link:
            known = set()
            vars(ours)["prepared"] = (link, known)
        if self.name not in known:
            with link.cursor() as cursor:  # part of the connection, no question of the page
                cursor.execute(self._prepare)
            known.add(self.name)
        return self._execute
