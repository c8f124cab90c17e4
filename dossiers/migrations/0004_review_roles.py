"""Who writes a unit's sections, passes sections and issues, added to the groups."""

from django.db import migrations

ADDED = {
    "庭室负责人": "write_owned_sections:section",
    "领导小组": "review_summary:summary issue_summary:summary",
}


def extend_roles(apps, schema_editor):
    for name, words in ADDED.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for word in words.split():
            codename, model = word.split(":")
            content_type, _ = apps.get_model(
                "contenttypes", "ContentType"
            ).objects.get_or_create(app_label="dossiers", model=model)
            row, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": codename},
            )
            group.permissions.add(row)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_review_and_editions")]
    operations = [migrations.RunPython(extend_roles, migrations.RunPython.noop)]
