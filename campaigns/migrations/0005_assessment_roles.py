"""Who may score, exempt and give tasks, added to the groups of 0002."""

from django.db import migrations

ADDED = {
    "庭室负责人": "score_for_unit:score",
    "创建办": "score_for_office:score exempt_criterion:exemption give_tasks:task",
    "领导小组": "give_tasks:task",
    "考评人员": "score_as_inspector:score",
}


def extend_roles(apps, schema_editor):
    for name, words in ADDED.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for word in words.split():
            codename, model = word.split(":")
            content_type, _ = apps.get_model(
                "contenttypes", "ContentType"
            ).objects.get_or_create(app_label="campaigns", model=model)
            row, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": codename},
            )
            group.permissions.add(row)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_assessments")]
    operations = [migrations.RunPython(extend_roles, migrations.RunPython.noop)]
