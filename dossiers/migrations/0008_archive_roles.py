"""Who files, decides on disposal, samples, finds and answers, added to the groups."""

from django.db import migrations

ADDED = {
    "创建办": (
        "file_archive:archiveitem draw_samples:sample raise_findings:finding "
        "answer_findings:finding hold_rehearsals:rehearsal "
        "add_retentionrule:retentionrule change_retentionrule:retentionrule "
        "delete_retentionrule:retentionrule view_retentionrule:retentionrule"
    ),
    "领导小组": "decide_disposal:archiveitem",
    "考评人员": "draw_samples:sample raise_findings:finding",
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
    dependencies = [("dossiers", "0007_archive_letters_templates_inspections")]
    operations = [migrations.RunPython(extend_roles, migrations.RunPython.noop)]
