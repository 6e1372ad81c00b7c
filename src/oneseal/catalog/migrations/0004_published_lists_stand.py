"""The database itself refuses to change or delete a list that was made public (2.7)."""

from django.db import migrations

FORBID = """
CREATE FUNCTION catalog_refuse_list_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'list % is public and cannot be changed', OLD.id USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER published_lists_stand BEFORE UPDATE OR DELETE ON catalog_publishedlist
    FOR EACH ROW EXECUTE FUNCTION catalog_refuse_list_change();
"""

ALLOW = """
DROP TRIGGER published_lists_stand ON catalog_publishedlist;
DROP FUNCTION catalog_refuse_list_change();
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_lists_and_look_backs")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
