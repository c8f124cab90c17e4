"""Files that come with a form: a good one is kept at once, so nobody chooses it twice.

Each row of the formset holds a new file, or a signed token for one kept before.
"""

import base64
import re
from dataclasses import dataclass

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from campaigns import contents, evidence, reuse
from campaigns.models import StoredFile
from campaigns.models.standards import ProofKind
from campaigns.numbers import number
from campaigns.refusals import Refused

PREFIX = "evidence"
SALT = "campaigns.uploads"
DAY = 24 * 60 * 60
MISSED = _("“%(name)s” was not saved; choose the file again, or remove this row.")
DETAILS = ("kind", "caption", "taken_on", "document_number")

# What the content alone tells; whether a text is a report or a formal document only
# a person knows.
KIND_OF_CONTENT = {
    "picture": ProofKind.PICTURE,
    "video": ProofKind.VIDEO,
    "sheet": ProofKind.TABLE,
}


class DateInput(forms.DateInput):
    """The browser's own calendar, which wants ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


@dataclass(frozen=True)
class Kept:
    """A file of this court that was kept in this or an earlier attempt."""

    stored_file: StoredFile
    name: str

    @property
    def thumbnail_url(self):
        """The small picture itself: a file nobody has attached has no address yet."""
        if not self.stored_file.thumbnail:
            return ""
        with self.stored_file.thumbnail.open("rb") as small:
            return f"data:image/webp;base64,{base64.b64encode(small.read()).decode()}"


def receive(data, files, *, court, by=None, prefix=PREFIX):
    """Keep every good file and return the bound formset.

    A file that may not come in leaves its reason at its row, and its name for the next
    attempt; the others stay. What `by` may see of proof with the same content is told
    at the row.
    """
    data = data.copy()
    refused = {}
    for row, file in _files_of_rows(data, files, prefix):
        try:
            _keep(data, f"{prefix}-{row}", file, court)
        except (contents.Refused, Refused) as why:
            refused[row] = f"{file.name}：{why}"
            data[f"{prefix}-{row}-missed"] = file.name
    return UploadFormSet(data, prefix=prefix, court=court, refused=refused, by=by)


def blank(*, court, prefix=PREFIX):
    """The formset of a page that is opened for the first time."""
    return UploadFormSet(prefix=prefix, court=court)


def keep(file, *, court):
    """Keep one file as `Kept`; raises `Refused` with the reason."""
    try:
        return Kept(evidence.keep(file, file.name, court=court), file.name)
    except contents.Refused as why:
        raise Refused(str(why)) from why


class UploadForm(forms.Form):
    file = forms.FileField(label=_("file"), required=False, widget=forms.FileInput)
    kind = forms.ChoiceField(
        label=_("kind"),
        choices=[("", _("as the file shows")), *ProofKind.choices],
        required=False,
    )
    caption = forms.CharField(label=_("caption"), max_length=200, required=False)
    taken_on = forms.DateField(label=_("taken on"), required=False, widget=DateInput)
    document_number = forms.CharField(
        label=_("document number"), max_length=60, required=False
    )
    stored = forms.CharField(required=False, widget=forms.HiddenInput)
    # A browser sends no refused file twice: its name says that this row had one.
    missed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, court, refused="", **kwargs):
        super().__init__(*args, **kwargs)
        self.refused = refused
        self.kept = _kept(self["stored"].value(), court) if self.is_bound else None
        self.stored_name = self.kept.name if self.kept else ""
        self.stored_thumbnail_url = self.kept.thumbnail_url if self.kept else ""

    @property
    def is_removed(self):
        """Removed stays removed, whatever else sends the form back."""
        return self.is_bound and bool(self["DELETE"].value())

    def has_changed(self):
        """A row where only the kind was chosen is still an empty row, a removed one too."""
        if self.is_removed:
            return False
        return bool(self.refused) or bool({*self.changed_data} - {"kind"})

    def clean(self):
        if self.refused:
            self.add_error("file", self.refused)
        elif name := self.cleaned_data.get("missed"):
            self.add_error("file", MISSED % {"name": name})
        elif self.kept is None:
            self.add_error("file", _("Choose the file this row describes."))
        elif not self.cleaned_data.get("kind"):
            self.add_error("kind", _("Say what kind of proof this is."))

    @property
    def entry(self):
        """What `evidence.attach` wants to know."""
        details = {name: self.cleaned_data[name] for name in DETAILS}
        stored = {"stored_file": self.kept.stored_file, "file_name": self.kept.name}
        return stored | details


class BaseUploadFormSet(forms.BaseFormSet):
    def __init__(self, *args, court, refused=None, by=None, **kwargs):
        self.court = court
        self.by = by
        self.refused = refused or {}
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index):
        return {"court": self.court, "refused": self.refused.get(index, "")}

    def tell_known(self):
        """Show at each row the proof that has the same content already; one query."""
        kept = {form.kept.stored_file.pk for form in self.forms if form.kept}
        known = reuse.elsewhere(kept, by=self.by) if kept and self.by else {}
        for form in self.forms:
            form.known = known.get(form.kept.stored_file.pk) if form.kept else None

    @property
    def entries(self):
        """The rows to attach, once the formset is valid."""
        return [form.entry for form in self.forms if form.has_changed()]


UploadFormSet = forms.formset_factory(
    UploadForm, formset=BaseUploadFormSet, extra=3, can_delete=True, max_num=100
)


def _files_of_rows(data, files, prefix):
    """(number, file) of each row that is not struck out."""
    for name, file in files.items():
        row = re.fullmatch(rf"{prefix}-(\d+)-file", name)
        place = number(row[1]) if row else None
        if place is not None and not data.get(f"{prefix}-{row[1]}-DELETE"):
            yield place, file


def _keep(data, row, file, court):
    """Keep a row's file, and fill in what the file itself tells."""
    kept = keep(file, court=court)
    data[f"{row}-stored"] = _token(kept, court)
    data[f"{row}-missed"] = ""
    content = contents.inspect(file, file.name, max_bytes=file.size)
    if not data.get(f"{row}-kind"):
        data[f"{row}-kind"] = KIND_OF_CONTENT.get(content.kind_hint, "")
    if not data.get(f"{row}-taken_on") and content.taken_on:
        data[f"{row}-taken_on"] = content.taken_on.isoformat()


def _token(kept, court):
    told = {"file": kept.stored_file.pk, "name": kept.name}
    return signing.dumps(told, salt=f"{SALT}.{court.pk}")


def _kept(token, court):
    """What a token of this court stands for; None for a blank, old or foreign one."""
    try:
        told = signing.loads(token or "", salt=f"{SALT}.{court.pk}", max_age=DAY)
    except signing.BadSignature:
        return None
    stored_file = StoredFile.objects.filter(court=court, pk=told["file"]).first()
    return Kept(stored_file, told["name"]) if stored_file else None
