"""Two things that every event paid for and no event needs.

Employees are never deleted, so the verifier looks for events that name nobody. A deed that leaves
its subject as it was, as an acknowledgement leaves a revision, gives '=' for its state.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

RECORD = """
CREATE OR REPLACE FUNCTION audit_record(actor bigint, actor_number text, verb text, subject text,
    door text, address text, state text, payload jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    former text;
BEGIN
    SELECT earlier.after INTO former FROM audit_auditevent AS earlier
    WHERE earlier.subject = audit_record.subject ORDER BY earlier.sequence DESC LIMIT 1;
    INSERT INTO audit_auditevent (sequence, version, at, actor_id, actor_number, verb, subject,
        door, address, before, after, payload, previous, hash)
    VALUES (0, 2, now(), actor, audit_record.actor_number, audit_record.verb, audit_record.subject,
        audit_record.door, audit_record.address, coalesce(former, ''),
        coalesce(CASE state WHEN '=' THEN former ELSE state END, ''), audit_record.payload, '', '');
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0008_notes")]
    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="actor",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(RECORD, migrations.RunSQL.noop),
    ]
