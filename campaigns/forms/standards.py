"""Input about standards: the file of an import, and where each criterion goes."""

from django import forms
from django.core import signing
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns import contents
from campaigns.imports.reading import MAX_BYTES
from campaigns.models import Standard
from campaigns.refusals import Refused

SALT = "campaigns.standards.import"
DAY = 24 * 60 * 60
FACTS = ("name", "version", "issuer", "level")
# So many choices in all make a page of a megabyte; beyond, codes are typed.
MOST_CHOICES = 20_000


class ImportForm(forms.Form):
    """A file, and the facts it may not tell itself."""

    file = forms.FileField(
        label=gettext_lazy("Table of the standard (.xlsx or .csv)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        # An empty file is told of like every other wrong file, by the import.
        allow_empty_file=True,
    )
    replaces = forms.ModelChoiceField(
        Standard.objects.none(),
        label=gettext_lazy("Replaces the version"),
        required=False,
        empty_label=gettext_lazy("the newest of the same name, if there is one"),
    )
    name = forms.CharField(label=gettext_lazy("name"), max_length=200, required=False)
    version = forms.CharField(
        label=gettext_lazy("version"), max_length=30, required=False
    )
    issuer = forms.CharField(
        label=gettext_lazy("issuer"), max_length=100, required=False
    )
    level = forms.ChoiceField(
        label=gettext_lazy("level"),
        choices=[("", gettext_lazy("as the file says")), *Standard.Level.choices],
        required=False,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = Standard.objects.visible_to(user)

    def clean_file(self):
        """Refuse what no table of a standard weighs, before any of it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            told = _("The file is larger than %(limit)s MB; no standard needs that.")
            limit = {"limit": MAX_BYTES // contents.MEGABYTE}
            raise forms.ValidationError(told % limit)
        return file

    @property
    def how(self):
        """What the import is told beside the file."""
        given = {name: self.cleaned_data[name] for name in FACTS}
        return {"given": given, "replaces": self.cleaned_data["replaces"]}


# -- The file between the dry run and the import -------------------------------------


def keep(form, *, court):
    """Keep the file of a valid form by its digest; return a signed word for it."""
    file, how = form.cleaned_data["file"], form.how
    _algorithm, digest = contents.digest(file)
    path = _path(digest)
    if not default_storage.exists(path):
        default_storage.save(path, file)
    told = {"digest": digest, "name": file.name, "given": how["given"]}
    told["replaces"] = how["replaces"] and how["replaces"].pk
    return signing.dumps(told, salt=f"{SALT}.{court.pk}")


def recall(token, *, user):
    """What `keep` kept for the person's court: open file, name, and what was told.

    Raises `Refused` when the word is old or foreign, or the file is another one now.
    """
    try:
        told = signing.loads(token, salt=f"{SALT}.{user.court_id}", max_age=DAY)
        file = default_storage.open(_path(told["digest"]), "rb")
    except (signing.BadSignature, OSError) as error:
        raise Refused(_("This trial run is over. Send the file once more.")) from error
    if contents.digest(file)[1] != told["digest"]:
        file.close()
        raise Refused(_("The file is no longer the one you tried. Send it once more."))
    before = Standard.objects.visible_to(user).filter(pk=told["replaces"]).first()
    return file, told["name"], {"given": told["given"], "replaces": before}


def _path(digest):
    return f"imports/{digest[:2]}/{digest}"


# -- From one standard to the next ---------------------------------------------------


class SwitchForm(forms.Form):
    """For every criterion something hangs on: the new criterion it becomes.

    `steps` are of `succession.steps`, `nodes` of the new standard's tree. A choice, or
    a code to type when the choices together would be too many for a page.
    """

    def __init__(self, *args, steps, nodes, **kwargs):
        super().__init__(*args, **kwargs)
        self.steps = steps
        self.by_code = {node.code: node for node in nodes}
        used = [step for step in steps if step.is_used]
        choices = [("", _("no home"))]
        choices += [(node.code, _label(node)) for node in nodes]
        self.is_typed = len(choices) * len(used) > MOST_CHOICES
        for step in used:
            self.fields[_name(step)] = self._field(step, choices)

    @property
    def lines(self):
        """(step, field) of what something hangs on; homeless ones first."""
        used = [step for step in self.steps if step.is_used]
        used.sort(key=lambda step: not step.is_homeless)
        return [(step, self[_name(step)]) for step in used]

    @property
    def mapping(self):
        """{old key: new key or None} as chosen; what nothing hangs on as proposed."""
        found = {step.old.pk: step.proposed and step.proposed.pk for step in self.steps}
        for step in self.steps:
            if step.is_used:
                node = self.by_code.get(self.cleaned_data[_name(step)])
                found[step.old.pk] = node and node.pk
        return found

    def _field(self, step, choices):
        settings = {
            "label": str(step.old),
            "required": False,
            "initial": step.proposed.code if step.proposed else "",
        }
        if not self.is_typed:
            return forms.ChoiceField(choices=choices, **settings)
        field = forms.CharField(validators=[self._check_code], **settings)
        field.widget.attrs["list"] = "criteria-to"
        return field

    def _check_code(self, code):
        if code not in self.by_code:
            told = _("There is no criterion %(code)s in the new standard.")
            raise forms.ValidationError(told % {"code": code})


def _name(step):
    return f"to-{step.old.pk}"


def _label(node):
    """Indented as in the tree; long titles would make the list too wide to read."""
    title = node.title if len(node.title) <= 24 else f"{node.title[:23]}…"
    return "\u3000" * (node.depth - 1) + f"{node.code} {title}"
