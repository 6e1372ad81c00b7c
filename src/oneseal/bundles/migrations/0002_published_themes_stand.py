"""The database itself refuses to change or delete what a published version of a theme says."""

from django.db import migrations

FORBID = """
CREATE FUNCTION bundles_refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'theme version % is published and cannot be deleted', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.state = 'draft'
        OR (NEW.theme_id, NEW.number, NEW.content, NEW.pinned, NEW.digest, NEW.published_at, NEW.published_by_id,
            NEW.author_id, NEW.flow_svg)
        IS DISTINCT FROM
           (OLD.theme_id, OLD.number, OLD.content, OLD.pinned, OLD.digest, OLD.published_at, OLD.published_by_id,
            OLD.author_id, OLD.flow_svg)
    THEN
        RAISE EXCEPTION 'theme version % is published and cannot be changed', OLD.id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER published_themes_stand BEFORE UPDATE OR DELETE ON bundles_themeversion
    FOR EACH ROW EXECUTE FUNCTION bundles_refuse_version_change();
"""

ALLOW = """
DROP TRIGGER published_themes_stand ON bundles_themeversion;
DROP FUNCTION bundles_refuse_version_change();
"""


class Migration(migrations.Migration):
    dependencies = [("bundles", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
