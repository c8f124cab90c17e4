"""Files that come with a form: a good one is kept at once, so nobody chooses it twice.

Each row of the formset holds a new file, or a signed token for one kept before.
"""

import base64
import re
from dataclasses import dataclass

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campaigns import arrivals, files, reuse, secrecy
from campaigns.models import StoredFile
from campaigns.models.standards import ProofKind
from campaigns.numbers import number

PREFIX = "evidence"
SALT = "campaigns.uploads"
DAY = 24 * 60 * 60
MISSED = _("“%(name)s” was not saved; choose the file again, or remove this row.")
IGNORED = _("Left out, because nobody means to hand it in: %(names)s.")
DETAILS = ("kind", "caption", "taken_on", "document_number", "is_confidential")
WRITTEN = ("caption", "document_number")


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
    attempt; the others stay. A .zip becomes a row for each of its files. What `by` may
    see of proof with the same content is told at the row.
    """
    data = data.copy()
    _forget_secret(data, court, prefix)
    refused, notes = {}, []
    for row, file in list(_files_of_rows(data, files, prefix)):
        if _is_secret(data, f"{prefix}-{row}"):
            continue  # a file described as secret is not even looked into
        delivery = arrivals.take_in(file, file.name, court=court)
        places = _places(data, prefix, row, len(delivery.arrivals))
        for place, arrival in zip(places, delivery.arrivals, strict=True):
            if arrival.reason:
                refused[place] = f"{arrival.name}：{arrival.reason}"
            _fill(data, f"{prefix}-{place}", told(arrival, court))
        notes += filter(None, [note_of(delivery)])
    return UploadFormSet(
        data, prefix=prefix, court=court, refused=refused, by=by, notes=notes
    )


def blank(*, court, prefix=PREFIX):
    """The formset of a page that is opened for the first time."""
    return UploadFormSet(prefix=prefix, court=court)


def keep(file, *, court):
    """Keep one file as `Kept`; raises `Refused` with the reason."""
    return Kept(files.take(file, file.name, court=court).stored_file, file.name)


def told(arrival, court):
    """What a row of the formset is told of a file that came in, or of one that did not."""
    if arrival.reason:
        return {"name": arrival.name, "missed": arrival.name, "reason": arrival.reason}
    kept = Kept(arrival.stored_file, arrival.name)
    return {
        "name": arrival.name,
        "stored": _token(kept, court),
        "kind": arrival.kind,
        "taken_on": arrival.taken_on.isoformat() if arrival.taken_on else "",
        "thumbnail": kept.thumbnail_url,
    }


def note_of(delivery):
    """What is said of files that were left out, or ""."""
    names = "、".join(delivery.ignored)
    return IGNORED % {"names": names} if names else ""


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
    is_confidential = forms.BooleanField(
        label=_("for the archive only, not to be shown"), required=False
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
        told_nothing = {"kind", "is_confidential"}
        return bool(self.refused) or bool({*self.changed_data} - told_nothing)

    def clean(self):
        for name in WRITTEN:
            if why := secrecy.why_not_text(
                self.cleaned_data.get(name), self[name].label
            ):
                self.add_error(name, why)
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


class DeclarationForm(forms.Form):
    """非涉密: asked once for everything handed in together."""

    declared = forms.BooleanField(label=secrecy.DECLARATION, required=False)


class BaseUploadFormSet(forms.BaseFormSet):
    def __init__(self, *args, court, refused=None, by=None, notes=(), **kwargs):
        self.court = court
        self.by = by
        self.refused = refused or {}
        self.notes = notes
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index):
        return {"court": self.court, "refused": self.refused.get(index, "")}

    @property
    def declaration(self):
        """The one tick below everything that is handed in."""
        data = self.data if self.is_bound else None
        return DeclarationForm(data, prefix=self.prefix)["declared"]

    @property
    def is_declared_open(self):
        return self.is_bound and bool(self.declaration.value())

    def clean(self):
        """Nothing comes in undeclared; a form without files asks for no declaration."""
        if not self.is_declared_open and any(form.has_changed() for form in self.forms):
            raise ValidationError(secrecy.NOT_DECLARED)

    def tell_known(self):
        """Show at each row the proof that has the same content already; one query."""
        kept = {form.kept.stored_file.pk for form in self.forms if form.kept}
        known = reuse.elsewhere(kept, by=self.by) if kept and self.by else {}
        for form in self.forms:
            form.known = known.get(form.kept.stored_file.pk) if form.kept else None

    @property
    def entries(self):
        """The rows to attach, once the formset is valid."""
        declared = {"is_declared_open": self.is_declared_open}
        return [form.entry | declared for form in self.forms if form.has_changed()]


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


def _forget_secret(data, court, prefix):
    """A caption with a mark of secrecy: the file it describes goes at once."""
    for name in [name for name in data if re.fullmatch(rf"{prefix}-\d+-stored", name)]:
        row = name.removesuffix("-stored")
        kept = _kept(data[name], court)
        if kept and _is_secret(data, row):
            files.forget(kept.stored_file)
            data[name] = ""


def _is_secret(data, row):
    """Does what was written at a row bear a mark of secrecy?"""
    return any(secrecy.mark_in(data.get(f"{row}-{name}")) for name in WRITTEN)


def _places(data, prefix, row, number_of_files):
    """The row itself, and new ones at the end for what else was in a .zip."""
    total = f"{prefix}-TOTAL_FORMS"
    end = number(data.get(total)) or 0
    further = max(number_of_files - 1, 0)
    data[total] = str(max(end, row + 1) + further)
    return [row, *range(end, end + further)][:number_of_files]


def _fill(data, row, arrival):
    """Fill in what the file itself tells, where nobody has said anything yet."""
    data[f"{row}-stored"] = arrival.get("stored", "")
    data[f"{row}-missed"] = arrival.get("missed", "")
    for name in ("kind", "taken_on"):
        if not data.get(f"{row}-{name}"):
            data[f"{row}-{name}"] = arrival.get(name, "")


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
