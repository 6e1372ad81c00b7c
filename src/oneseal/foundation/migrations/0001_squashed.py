import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import oneseal.foundation.schema
from django.db import migrations, models


# The database itself refuses to change or empty the journal.
TABLES = ("foundation_journalentry", "foundation_journalseal")

FORBID = """
CREATE FUNCTION foundation_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: % on % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
""" + "".join(
    f"""
CREATE TRIGGER append_only_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION foundation_refuse_change();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION foundation_refuse_change();
"""
    for table in TABLES
)

ALLOW = (
    "".join(
        f"DROP TRIGGER append_only_rows ON {table}; DROP TRIGGER append_only_table ON {table};" for table in TABLES
    )
    + "DROP FUNCTION foundation_refuse_change();"
)

# The cache's and the rate limits' tables: shared by all processes, not worth a log.
MAKE_SHARED_MEMORY = """
CREATE UNLOGGED TABLE foundation_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX foundation_cache_expires ON foundation_cache (expires);
CREATE UNLOGGED TABLE foundation_ratelimit (
    key varchar(60) PRIMARY KEY,
    slot bigint NOT NULL,
    hits integer NOT NULL
);
"""
DROP_SHARED_MEMORY = "DROP_SHARED_MEMORY TABLE foundation_cache; DROP_SHARED_MEMORY TABLE foundation_ratelimit;"


class Migration(migrations.Migration):

    replaces = [('foundation', '0001_initial'), ('foundation', '0002_append_only'), ('foundation', '0003_jobs_and_cursors'), ('foundation', '0004_calendar'), ('foundation', '0005_subject_order'), ('foundation', '0006_shared_memory'), ('foundation', '0007_journal_by_day')]

    initial = True

    dependencies = [
    ]

    operations = [
        oneseal.foundation.schema.Together(
            operations=[
                migrations.CreateModel(
                    name='CalendarIndex',
                    fields=[
                        ('day', models.DateField(primary_key=True, serialize=False)),
                        ('is_workday', models.BooleanField()),
                        ('upto', models.IntegerField()),
                        ('workday_number', models.IntegerField(null=True, unique=True)),
                        ('provisional', models.BooleanField()),
                        ('provisional_upto', models.IntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name='JobFailure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('job_id', models.BigIntegerField(unique=True)),
                        ('task', models.CharField(max_length=128)),
                        ('error', models.CharField(max_length=500)),
                        ('trace', models.TextField()),
                        ('attempts', models.IntegerField()),
                        ('failed_at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='JournalSeal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('first_id', models.BigIntegerField()),
                        ('last_id', models.BigIntegerField()),
                        ('last_xid', models.BigIntegerField()),
                        ('count', models.IntegerField()),
                        ('root', models.BinaryField()),
                        ('previous', models.BinaryField()),
                        ('signature', models.BinaryField()),
                        ('key_id', models.CharField(max_length=64)),
                        ('sealed_at', models.DateTimeField()),
                    ],
                ),
                migrations.CreateModel(
                    name='SubscriberCursor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, unique=True)),
                        ('order_xid', models.BigIntegerField(default=0)),
                        ('entry_id', models.BigIntegerField(default=0)),
                        ('failures', models.IntegerField(default=0)),
                        ('last_error', models.TextField(blank=True, default='')),
                        ('retry_at', models.DateTimeField(null=True)),
                        ('moved_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                ),
                migrations.CreateModel(
                    name='HolidayNotice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('year', models.IntegerField()),
                        ('version', models.IntegerField()),
                        ('title', models.CharField(max_length=200)),
                        ('source_url', models.CharField(blank=True, default='', max_length=300)),
                        ('source', models.CharField(blank=True, default='', max_length=120)),
                        ('published_on', models.DateField(null=True)),
                        ('loaded_by', models.BigIntegerField(default=0)),
                        ('loaded_by_name', models.CharField(blank=True, default='', max_length=120)),
                        ('loaded_at', models.DateTimeField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('year', 'version'), name='one_notice_per_version')],
                    },
                ),
                migrations.CreateModel(
                    name='IdempotencyKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('owner', models.CharField(max_length=80)),
                        ('key', models.CharField(max_length=128)),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('status', models.IntegerField(null=True)),
                        ('body', models.JSONField(null=True)),
                        ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('owner', 'key'), name='one_answer_per_key')],
                    },
                ),
                migrations.CreateModel(
                    name='JournalEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('bureau_id', models.BigIntegerField()),
                        ('subject_kind', models.CharField(db_collation='C', max_length=40)),
                        ('subject_id', models.BigIntegerField()),
                        ('seq', models.IntegerField()),
                        ('order_xid', models.BigIntegerField()),
                        ('kind', models.CharField(max_length=60)),
                        ('at', models.DateTimeField()),
                        ('actor_id', models.BigIntegerField()),
                        ('actor_name', models.CharField(max_length=120)),
                        ('door', models.CharField(max_length=20)),
                        ('request_id', models.CharField(max_length=64)),
                        ('reason', models.TextField()),
                        ('data', models.JSONField()),
                        ('hash', models.BinaryField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['order_xid', 'id'], name='journal_commit_order'), models.Index(fields=['bureau_id', 'actor_id', 'at'], name='journal_by_actor'), django.contrib.postgres.indexes.BrinIndex(fields=['at'], name='journal_by_day', pages_per_range=32)],
                        'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'seq'), name='one_entry_per_place')],
                    },
                ),
                migrations.CreateModel(
                    name='JournalHead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('subject_kind', models.CharField(db_collation='C', max_length=40)),
                        ('subject_id', models.BigIntegerField()),
                        ('seq', models.IntegerField()),
                        ('order_xid', models.BigIntegerField()),
                        ('hash', models.BinaryField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id'), name='one_head_per_subject')],
                    },
                ),
                migrations.CreateModel(
                    name='NumberSeries',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('bureau_id', models.BigIntegerField()),
                        ('series', models.CharField(max_length=60)),
                        ('year', models.IntegerField()),
                        ('last', models.BigIntegerField()),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('bureau_id', 'series', 'year'), name='one_series_per_year')],
                    },
                ),
                migrations.CreateModel(
                    name='HolidayDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('off', models.BooleanField()),
                        ('name', models.CharField(max_length=60)),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='foundation.holidaynotice')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('notice', 'day'), name='one_line_per_notice_and_day')],
                    },
                ),
            ],
        ),
        migrations.RunSQL(FORBID, ALLOW),
        migrations.RunSQL(MAKE_SHARED_MEMORY, DROP_SHARED_MEMORY),
    ]
