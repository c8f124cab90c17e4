"""Loads the demonstration campaign, once, and says who may sign in."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config import demo


class Command(BaseCommand):
    help = "Load the demonstration campaign; DEMO_PASSWORD sets one password for all."

    def handle(self, *args, **options):
        if demo.is_loaded():
            self.stdout.write(
                _("The demonstration is loaded already; nothing changed.")
            )
            return
        if reason := demo.why_not_load():
            raise CommandError(reason)
        accounts = demo.load()
        self.stdout.write(_("The demonstration is loaded. These people may sign in:"))
        for each in accounts:
            self.stdout.write(
                f"{each.username:<16}{each.password:<16}{each.role}  {each.name}"
            )
