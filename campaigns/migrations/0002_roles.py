"""The roles of the court as groups. Written out in full: a migration imports nothing of ours."""

from django.db import migrations

ROLES = {
    "干警": "log_for_own_unit",
    "庭室负责人": "log_for_own_unit confirm_for_own_unit sign_for_unit",
    "创建办": (
        "log_for_own_unit log_for_any_unit confirm_for_any_unit prepare_statements "
        "keep_ledgers check_incidents see_whole_court "
        "view_unit view_user view_activity"
    ),
    "领导小组": "see_whole_court sign_for_court",
    "考评人员": "see_granted_campaigns",
    "系统管理员": "add_user change_user view_user add_unit change_unit view_unit change_court view_court",
    "审计员": "",
}
OFFICE_KEEPS = (
    "standard criterion evidencerule vetorule category method assignment indicator"
)
OFFICE_CHANGES = "campaign campaignyear grant statement target"

# Which model a custom permission belongs to, as its Meta says.
CUSTOM = {
    "see_whole_court": "campaign",
    "see_granted_campaigns": "campaign",
    "check_incidents": "incident",
    "prepare_statements": "statement",
    "sign_for_unit": "statement",
    "sign_for_court": "statement",
    "keep_ledgers": "reading",
    "log_for_own_unit": "activity",
    "log_for_any_unit": "activity",
    "confirm_for_own_unit": "activity",
    "confirm_for_any_unit": "activity",
}


def spell(words, models):
    return [f"{word}_{model}" for model in models.split() for word in words.split()]


def make_roles(apps, schema_editor):
    """Permissions are made here since Django makes them only after all migrations."""
    group_model = apps.get_model("auth", "Group")
    for name, words in ROLES.items():
        codenames = words.split()
        if name == "创建办":
            codenames += spell("add change delete view", OFFICE_KEEPS)
            codenames += spell("add change view", OFFICE_CHANGES)
        group, _ = group_model.objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, "campaigns", c) for c in codenames))
        if name == "审计员":
            group.permissions.add(permission(apps, "auditlog", "view_logentry"))


def permission(apps, app_label, codename):
    model = CUSTOM.get(codename) or codename.rsplit("_", 1)[-1]
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    row, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": codename}
    )
    return row


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auditlog", "0001_initial"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
