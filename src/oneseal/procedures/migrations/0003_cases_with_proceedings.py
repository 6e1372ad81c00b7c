"""Cases on which a procedure was opened before `Case.has_procedures` was there say so too."""

from django.db import migrations

MARK = """
UPDATE cases_case SET has_procedures = true
WHERE NOT has_procedures AND id IN (SELECT case_id FROM procedures_proceeding)
"""


class Migration(migrations.Migration):

    dependencies = [
        ("cases", "0012_has_procedures"),
        ("procedures", "0002_state_words"),
    ]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
