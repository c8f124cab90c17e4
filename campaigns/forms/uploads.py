"""Files that come with a form: a good one is kept at once, so nobody chooses it twice.

Each row of the formset holds a new file, or a signed token for one kept before.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from campaigns import arrivals, files, reuse, secrecy
from campaigns.forms import rows
from campaigns.forms.rows import Kept
from campaigns.models.standards import ProofKind

PREFIX = "evidence"
MISSED = _("“%(name)s” was not saved; choose the file again, or remove this row.")
REFUSED = _(
    "“%(name)s” was not taken in: %(why)s Choose another file, or remove this row."
)
DROPPED = _("The files that were not taken in are removed; look through and save.")
UNKNOWN_KIND = _("Say what kind of proof “%(name)s” is.")
IGNORED = _("Left out, because nobody means to hand it in: %(names)s.")
DETAILS = ("kind", "caption", "taken_on", "document_number", "is_confidential")


class DateInput(forms.DateInput):
    """The browser's own calendar, which wants ISO dates whatever the language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def receive(data, files, *, court, by=None, prefix=PREFIX):
    """Keep every good file and return the bound formset.

    A file that may not come in leaves its reason at its row, and its name for the next
    attempt; the others stay. A .zip becomes a row for each of its files. What `by` may
    see of proof with the same content is told at the row.
    """
    data = data.copy()
    rows.drop_refused(data, prefix)
    rows.forget_secret(data, court, prefix)
    refused, notes = {}, []
    for row, file in list(rows.files_of_rows(data, files, prefix)):
        if rows.is_secret(data, f"{prefix}-{row}"):
            continue  # a file described as secret is not even looked into
        delivery = arrivals.take_in(file, file.name, court=court)
        places = rows.places(data, prefix, row, len(delivery.arrivals))
        for place, arrival in zip(places, delivery.arrivals, strict=True):
            if arrival.reason:
                refused[place] = f"{arrival.name}：{arrival.reason}"
            rows.fill(data, f"{prefix}-{place}", told(arrival, court))
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
        told = {"name": arrival.name, "missed": arrival.name, "size": ""}
        return told | {"reason": str(arrival.reason)}
    kept = Kept(arrival.stored_file, arrival.name)
    return {
        "name": arrival.name,
        "stored": rows.token(kept, court),
        "size": filesizeformat(arrival.stored_file.size),
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
    reason = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, court, refused="", **kwargs):
        super().__init__(*args, **kwargs)
        self.refused = refused
        self.kept = rows.kept(self["stored"].value(), court) if self.is_bound else None
        self.stored_name = self.kept.name if self.kept else ""
        self.stored_thumbnail_url = self.kept.thumbnail_url if self.kept else ""
        if self.kept and not self["kind"].value():
            self._ask_kind()

    def _ask_kind(self):
        """The file itself does not show what it is: a person says so."""
        field = self.fields["kind"]
        field.required = True
        field.choices = [("", _("please choose")), *ProofKind.choices]
        field.error_messages["required"] = UNKNOWN_KIND % {"name": self.kept.name}

    @property
    def is_removed(self):
        """Removed stays removed, whatever else sends the form back."""
        return self.is_bound and bool(self["DELETE"].value())

    @property
    def is_refused(self):
        """Does this row stand for a file that was not taken in?"""
        if self.is_removed or not self.is_bound:
            return False
        return bool(self.refused or self["missed"].value())

    def has_changed(self):
        """A row where only the kind was chosen is still an empty row, a removed one too."""
        if self.is_removed:
            return False
        told_nothing = {"kind", "is_confidential"}
        return bool(self.refused) or bool({*self.changed_data} - told_nothing)

    def clean(self):
        for name in rows.WRITTEN:
            if why := secrecy.why_not_text(
                self.cleaned_data.get(name), self[name].label
            ):
                self.add_error(name, why)
        if self.refused:
            self.add_error("file", self.refused)
        elif name := self.cleaned_data.get("missed"):
            why = self.cleaned_data.get("reason")
            told = REFUSED if why else MISSED
            self.add_error("file", told % {"name": name, "why": why})
        elif self.kept is None:
            self.add_error("file", _("Choose the file this row describes."))

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
        if self.data.get(f"{self.prefix}-drop"):
            raise ValidationError(DROPPED)
        if not self.is_declared_open and any(form.has_changed() for form in self.forms):
            raise ValidationError(secrecy.NOT_DECLARED)

    def tell_known(self):
        """Show at each row the proof that has the same content already; one query."""
        kept = {form.kept.stored_file.pk for form in self.forms if form.kept}
        known = reuse.elsewhere(kept, by=self.by) if kept and self.by else {}
        for form in self.forms:
            form.known = known.get(form.kept.stored_file.pk) if form.kept else None

    @property
    def has_refused(self):
        return any(form.is_refused for form in self.forms)

    @property
    def entries(self):
        """The rows to attach, once the formset is valid."""
        declared = {"is_declared_open": self.is_declared_open}
        return [form.entry | declared for form in self.forms if form.has_changed()]


UploadFormSet = forms.formset_factory(
    UploadForm, formset=BaseUploadFormSet, extra=3, can_delete=True, max_num=100
)
