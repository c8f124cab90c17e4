"""Input to the Word templates: a file with a name, a new file, a summary's choice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.models import ReportTemplate, TemplateVersion


class RenewForm(forms.Form):
    """A Word file; each reason it may not come in is an error of its own."""

    file = forms.FileField(
        label=_("Word file (.docx)"),
        help_text=_(
            "At most 5 MB, without macros, links to the outside and embedded objects."
        ),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def refuse(self, refused):
        self.add_error("file", str(refused).splitlines())


class TemplateForm(RenewForm):
    name = forms.CharField(
        label=_("name"),
        max_length=ReportTemplate._meta.get_field("name").max_length,
        help_text=_("As the office calls it: 正式报告, 简报…"),
    )
    field_order = ["name", "file"]


class ChoiceForm(forms.Form):
    """Among `offered` versions; nothing chosen is the standard layout."""

    version = forms.ModelChoiceField(
        TemplateVersion.objects.none(),
        label=_("Word layout"),
        required=False,
        empty_label=_("standard layout (GB/T 9704)"),
    )

    def __init__(self, *args, offered, current, **kwargs):
        super().__init__(*args, initial={"version": current}, **kwargs)
        allowed = {one.pk for one in (*offered, current) if one}
        rows = TemplateVersion.objects.filter(pk__in=allowed)
        field = self.fields["version"]
        field.queryset = rows.select_related("template").order_by("template__name")
        field.label_from_instance = told


def told(version):
    return _("%(name)s, version %(number)s") % {
        "name": version.template.name,
        "number": version.number,
    }
