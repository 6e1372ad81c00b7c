"""The database itself refuses to change or delete what a published version says (CAT-13)."""

from django.db import migrations

FORBID = """
CREATE FUNCTION catalog_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('draft', 'review') THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'version % is published and cannot be deleted', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state IN ('draft', 'review')
        OR (NEW.item_id, NEW.number, NEW.content, NEW.digest, NEW.effective_from, NEW.published_at,
            NEW.published_by_id, NEW.author_id, NEW.flow_svg)
        IS DISTINCT FROM
           (OLD.item_id, OLD.number, OLD.content, OLD.digest, OLD.effective_from, OLD.published_at,
            OLD.published_by_id, OLD.author_id, OLD.flow_svg)
    THEN
        RAISE EXCEPTION 'version % is published and cannot be changed', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_versions_stand BEFORE UPDATE OR DELETE ON catalog_itemversion
    FOR EACH ROW EXECUTE FUNCTION catalog_refuse_version_change();
"""

ALLOW = """
DROP TRIGGER published_versions_stand ON catalog_itemversion;
DROP FUNCTION catalog_refuse_version_change();
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
