"""Proving that evidence was made by a recorded deed: a row put in by hand has none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from regs_portal.audit.verifying import rows


@dataclass(frozen=True, slots=True)
class Attested:
    """Every row of ``table`` (``it``, after ``joins``) goes with an event about ``subject``, of
    that ``verb``, by ``actor`` (NULL is the portal itself), whose payload has each value of
    ``payload``. All are SQL; ``where`` leaves out rows that no deed of their own made."""

    table: str
    subject: str
    verb: str
    actor: str = "it.by_id"
    payload: tuple[tuple[str, str], ...] = ()
    joins: str = ""
    where: str = "true"
    key: str = "it.id"

    @property
    def sql(self) -> str:
        """Only equalities, so that PostgreSQL compares millions of rows at once."""
        same = "".join(f" AND event.payload ->> '{name}' = {sql}" for name, sql in self.payload)
        return f"""
            SELECT {self.key} FROM {self.table} AS it {self.joins} WHERE {self.where}
            AND NOT EXISTS (SELECT FROM audit_auditevent AS event
                WHERE event.subject = {self.subject} AND event.verb = {self.verb}
                AND coalesce(event.actor_id, 0) = coalesce({self.actor}, 0){same})
            ORDER BY 1"""  # noqa: S608


def unattested(evidence: Sequence[Attested]) -> Iterator[str]:
    for each in evidence:
        yield from put_in(each.table, each.sql)


def put_in(table: str, sql: str) -> Iterator[str]:
    """A sentence for each row of the table whose key the query gives."""
    for (number,) in rows(sql):
        yield _("Row %(number)s of %(table)s was put in, and no recorded deed did it.") % {
            "number": number,
            "table": table,
        }
