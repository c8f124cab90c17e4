"""Keeps the Chinese message catalogue up to date; `--check` only looks."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

try:
    from config import catalogue
except ModuleNotFoundError as error:
    if error.name != "babel":
        raise
    catalogue = None  # Babel stands in requirements-dev.txt only


def load_translations(paths):
    """Read {English: Chinese} files; a word told in two ways is refused."""
    told, quarrels = {}, []
    for path in paths:
        for english, chinese in json.loads(Path(path).read_text()).items():
            if told.setdefault(english, chinese) != chinese:
                quarrels.append(f"{path}: {english!r}: {chinese}, not {told[english]}?")
    if quarrels:
        raise CommandError("\n".join([*quarrels, "Nothing written. Make them one."]))
    return told


class Command(BaseCommand):
    help = "Keep the Chinese message catalogue; --check only looks."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="report, write nothing"
        )
        parser.add_argument(
            "--fill",
            nargs="+",
            default=[],
            metavar="FILE.json",
            help='fill what is untranslated from {"English": "中文"}',
        )

    def handle(self, *, check, fill, **options):
        if catalogue is None:
            raise CommandError(
                "Babel is missing. It comes with requirements-dev.txt: "
                "pip install -r requirements-dev.txt"
            )
        if check:
            return self.check_only()
        return self.write(load_translations(fill))

    def check_only(self):
        found = catalogue.current_problems()
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} to put right."]))
        self.stdout.write("The catalogue is complete.")

    def write(self, translations):
        catalog = catalogue.merge(catalogue.collect(), catalogue.read())
        filled = catalogue.fill(catalog, translations)
        catalogue.write(catalog)
        missing = catalogue.untranslated(catalog)
        for msgid in missing:
            self.stdout.write(f"missing: {msgid}")
        self.stdout.write(f"{filled} filled, {len(missing)} missing.")
