"""Input to a letter: 版头 and 版记 of the summary as a report that goes up."""

import re

from django import forms
from django.utils.translation import gettext as _

from dossiers import letters
from dossiers.exports import measures
from dossiers.models import Letter

HEAD = ("title", "mark", "code", "number_year", "serial", "signer", "addressee")
FOOT = ("copies", "printed_by", "printed_on")
MORE = ("copy_number", "urgency", "note", "is_annexed")
BETWEEN = 26  # 字 between 发文字号 and 签发人, each 1字 from its edge (7.2.5, 7.2.6)


class SerialField(forms.IntegerField):
    """序号 of 发文字号: no 第, no 号, no leading zero (GB/T 9704-2012 7.2.5)."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value):
        text = str(value or "").strip()
        if text and not re.fullmatch("[0-9]+", text):
            raise forms.ValidationError(_("Digits only, as 5: without 第 and 号."))
        if text.startswith("0"):
            raise forms.ValidationError(_("No zero before it: 5, not 05."))
        return super().to_python(text)


class LetterForm(forms.ModelForm):
    """For the summary of `instance`; blank fields are told as 待补充."""

    read = forms.CharField(widget=forms.HiddenInput)  # `letters.version_of` the page

    class Meta:
        model = Letter
        fields = [*HEAD, *FOOT, *MORE]
        field_classes = {"serial": SerialField}
        widgets = {
            "serial": SerialField.widget,
            "printed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "urgency": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["read"].initial = letters.version_of(self.instance)

    def conflict(self, stored):
        """Where what was typed departs from what was `stored` meanwhile; None if nobody
        did. The form then saves over what is shown, and over nothing later."""
        now = letters.version_of(stored)
        if not self.is_bound or self.data.get("read") == now:
            return None
        self.data = self.data.copy()
        self.data["read"] = now
        theirs = LetterForm(instance=stored)
        rows = (
            (self[name].label, _told(theirs[name]), _told(self[name]))
            for name in self.Meta.fields
        )
        return [
            {"label": label, "stored": was, "yours": typed}
            for label, was, typed in rows
            if was != typed
        ]

    def clean_addressee(self):
        return self.cleaned_data["addressee"].rstrip("：:")

    def clean_copies(self):
        return self.cleaned_data["copies"].rstrip("。.").removeprefix("抄送：")

    def clean_note(self):
        return self.cleaned_data["note"].strip("（）()")

    def clean_printed_on(self):
        day = self.cleaned_data["printed_on"]
        if why := letters.why_not_printed_on(self.instance.summary, day):
            raise forms.ValidationError(why)
        return day

    def clean(self):
        cleaned = super().clean()
        of_number = [cleaned.get(name) for name in ("code", "number_year", "serial")]
        if why := letters.why_not_number(self.instance.summary, *of_number):
            self.add_error("serial", why)
        if self._is_too_wide(cleaned, *of_number):
            self.add_error(
                "signer", _("It does not fit on one line with the document number.")
            )
        return cleaned

    def _is_too_wide(self, cleaned, code, year, serial):
        line = f"{code}〔{year}〕{serial}号签发人：{cleaned.get('signer', '')}"
        return measures.width(line) > BETWEEN

    @property
    def groups(self):
        """The fields as the page groups them: name, fields, and whether it is open."""
        is_used = any(self[name].value() or self[name].errors for name in MORE)
        return [
            (_("Letterhead"), self._bound(HEAD), True),
            (_("Imprint"), self._bound(FOOT), True),
            (_("Further"), self._bound(MORE), is_used),
        ]

    def _bound(self, names):
        return [self[name] for name in names]


def _told(field):
    """What stands in a bound field, as plain words."""
    value = field.value()
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
