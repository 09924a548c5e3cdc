"""Their histories are evidence too, whoever encloses something has written a part of the draft, and
what was there before there was a history has its first row.
"""

from typing import Any

from django.db import migrations
from django.utils import timezone

GUARDS = """
CREATE TRIGGER writer_contributes AFTER INSERT ON policies_historicallegalbasis
    FOR EACH ROW EXECUTE FUNCTION writer_contributes();
CREATE TRIGGER writer_contributes AFTER INSERT ON policies_historicalattachment
    FOR EACH ROW EXECUTE FUNCTION writer_contributes();
SELECT guard_evidence('policies_historicalpolicy');
SELECT guard_evidence('policies_historicallegalbasis');
SELECT guard_evidence('policies_historicalattachment');
"""

# Which steps a text must pass is decided here: whatever changes it is noted in the trail.
NOTES = """
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON policies_reviewstep
    FOR EACH ROW EXECUTE FUNCTION audit_note('policies.change_step', 'policies.reviewstep', 'id');
CREATE TRIGGER noted AFTER INSERT OR UPDATE OR DELETE ON policies_reviewstep_categories
    FOR EACH ROW EXECUTE FUNCTION audit_note('policies.change_step', 'policies.reviewstep',
        'reviewstep_id');
ALTER TABLE policies_reviewstep ENABLE ALWAYS TRIGGER noted;
ALTER TABLE policies_reviewstep_categories ENABLE ALWAYS TRIGGER noted;
"""

KEPT = ("Policy", "LegalBasis", "Attachment", "ClauseRole", "ClauseAudienceRule", "AudienceRule")


def begin(apps: Any, editor: Any) -> None:
    for name in KEPT:
        model = apps.get_model("policies", name)
        past = apps.get_model("policies", f"Historical{name}")
        fields = [field.attname for field in model._meta.concrete_fields]
        known = past.objects.values("id")
        past.objects.bulk_create(
            (
                past(history_date=timezone.now(), history_type="+", **row)
                for row in model.objects.exclude(pk__in=known).values(*fields).iterator()
            ),
            batch_size=500,
        )


class Migration(migrations.Migration):
    dependencies = [("policies", "0037_more_histories"), ("audit", "0008_notes")]
    operations = [
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        migrations.RunSQL(NOTES, migrations.RunSQL.noop),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
