"""manage.py quickstart: from a fresh clone to a site that answers, with one command."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from campaigns.models import Court
from config import demo, founding

ADDRESS = "127.0.0.1:8000"


class Command(BaseCommand):
    help = (
        "Prepare the database, load the demonstration if there is no court yet "
        "(--empty: your own court instead), and serve."
    )

    def add_arguments(self, parser):
        parser.add_argument("--prepare-only", action="store_true", help="do not serve")
        parser.add_argument("--listen", default=ADDRESS, metavar="HOST:PORT")
        parser.add_argument("--empty", action="store_true", help="found a real court")
        parser.add_argument("--court", help="with --empty: its name")
        parser.add_argument("--fonds", help="with --empty: 全宗号, four characters")
        parser.add_argument("--admin", help="with --empty: first sign-in name")

    def handle(self, *args, listen, prepare_only, **options):
        call_command("migrate", verbosity=0)
        self.prepare(options)
        environment = production_environment(listen)
        collect(environment)
        if prepare_only:
            self.stdout.write("准备就绪。Ready.")
            return
        host, port = listen.rsplit(":", 1)
        name = "127.0.0.1" if host == "0.0.0.0" else host
        self.stdout.write(f"网站已启动 Serving: http://{name}:{port}/  (Ctrl+C 停止)")
        self.stdout.flush()
        serve(listen, environment)

    def prepare(self, options):
        """Fill an empty database, once; what is there is never touched."""
        if Court.objects.exists():
            self.stdout.write("数据库中已有法院，保持不变。The court is there already.")
            if options["empty"]:
                raise CommandError(
                    "--empty 只用于全新的数据库。--empty is for a new database only."
                )
            return
        accounts = self.found(options) if options["empty"] else demo.load()
        self.stdout.write("账号（密码只显示这一次）Accounts (shown this once):")
        for account in accounts:
            self.stdout.write(
                f"  {account.username:16} {account.password:20} "
                f"{account.role} · {account.name}"
            )

    def found(self, options):
        """Ask for what was not given, and found the court."""
        asked = {
            "name": options["court"] or self.ask("法院名称 Court name"),
            "fonds_number": options["fonds"] or self.ask("全宗号 Fonds number"),
            "username": options["admin"] or self.ask("管理员登录名 First sign-in name"),
        }
        try:
            return [founding.found(**asked)]
        except founding.Invalid as invalid:
            raise CommandError(str(invalid)) from invalid

    def ask(self, question):
        if not sys.stdin.isatty():
            raise CommandError(
                "--empty 需要 --court、--fonds、--admin。"
                "Give --court, --fonds and --admin."
            )
        return input(f"{question}: ").strip()


def production_environment(listen):
    """The site runs as it would for a court: DEBUG off, its own secret key.

    What the environment sets already is left as it is.
    """
    host = listen.rsplit(":", 1)[0]
    own = {
        "DEBUG": "off",
        "HTTPS": "off",
        "SECRET_KEY": secret_key(),
        "ALLOWED_HOSTS": f"localhost,127.0.0.1,{host}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    return own | os.environ


def secret_key():
    """This installation's key, made once and readable by its owner only."""
    path = Path(settings.DATA_DIR("secret-key"))
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(60))
    return path.read_text().strip()


def collect(environment):
    """Gather the static files under hashed names, in the settings they are served by."""
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
    )


def serve(listen, environment):
    """Become the server; where a process cannot be replaced, wait for it."""
    command = [sys.executable, "-m", "waitress", f"--listen={listen}"]
    command += ["--threads=8", "config.wsgi:application"]
    os.chdir(settings.BASE_DIR)
    if os.name == "posix":
        os.execve(sys.executable, command, environment)
    try:
        subprocess.run(command, env=environment, check=False)
    except KeyboardInterrupt:
        return
