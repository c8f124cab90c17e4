from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0005_assessment_roles")]

    operations = [
        migrations.AddField(
            "storedfile",
            "characters",
            models.PositiveIntegerField(
                blank=True, null=True, verbose_name="characters"
            ),
        ),
        migrations.AddField(
            "storedfile",
            "width",
            models.PositiveIntegerField(
                blank=True, null=True, verbose_name="width in pixels"
            ),
        ),
        migrations.AddField(
            "storedfile",
            "height",
            models.PositiveIntegerField(
                blank=True, null=True, verbose_name="height in pixels"
            ),
        ),
    ]
