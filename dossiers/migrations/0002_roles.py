"""What the office may do in the telling room, added to its group."""

from django.db import migrations

CODENAMES = {
    "figure": "add_figure change_figure delete_figure view_figure",
    "section": "add_section change_section delete_section view_section",
    "summary": "add_summary change_summary view_summary edit_summary",
}


def extend_roles(apps, schema_editor):
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="创建办")
    for model, words in CODENAMES.items():
        content_type, _ = apps.get_model(
            "contenttypes", "ContentType"
        ).objects.get_or_create(app_label="dossiers", model=model)
        for codename in words.split():
            row, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": codename},
            )
            group.permissions.add(row)


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0001_initial"),
        ("campaigns", "0002_roles"),
    ]
    operations = [migrations.RunPython(extend_roles, migrations.RunPython.noop)]
