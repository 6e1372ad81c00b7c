"""The cache's and the rate limits' tables: shared by all processes, not worth a log."""

from django.db import migrations

MAKE = """
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
DROP = "DROP TABLE foundation_cache; DROP TABLE foundation_ratelimit;"


class Migration(migrations.Migration):
    dependencies = [("foundation", "0005_subject_order")]
    operations = [migrations.RunSQL(MAKE, DROP)]
