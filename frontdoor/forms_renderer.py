"""How every form is drawn: the GOV.UK Design System's markup, from the templates in `templates/forms/`.

`FORM_RENDERER` names `FrontDoorRenderer`, so a form needs no mixin and a template says `{{ form }}` or
`{{ form.rationale.as_field_group }}`. Widgets keep Django's classes; the ones whose own markup does not fit
have a template of the same name under `templates/forms/widgets/`.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.template.loader import get_template, select_template

DJANGO_PREFIX = "django/forms/"
OUR_PREFIX = "forms/"
# The first widget class that fits gives the design system's class; options of a choice are dressed by their template.
WIDGET_CLASSES = [
    (forms.RadioSelect, ""),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.DateTimeInput, "govuk-input govuk-input--width-20"),
    (forms.DateInput, "govuk-input govuk-input--width-10"),
    (Input, "govuk-input"),
]
DATE_HINT = "For example, 3/2/2008"
DATETIME_HINT = "For example, 3/2/2014 14:05"
FACELESS = ("radio", "checkbox", "file", "hidden")


class FrontDoorBoundField(BoundField):
    """A field with what the design system needs to know of it: classes, hint, and where its error link leads."""

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if not self.help_text:
            self.help_text = default_hint(field.widget)

    def build_widget_attrs(self, attrs, widget=None):
        """Django's attributes and the design system's class; no browser may offer what was typed here before."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        if widget.use_fieldset:
            # ARIA knows no invalid radio or checkbox option: the fieldset's description carries the error.
            attrs.pop("aria-invalid", None)
        if getattr(widget, "input_type", "text") not in FACELESS:
            attrs["autocomplete"] = widget.attrs.get("autocomplete", "off")
            # A placeholder vanishes while one types: the label and the hint say it. False leaves an attribute out.
            attrs["placeholder"] = False
        classes = [design_class(widget, bool(self.errors)), widget.attrs.get("class", "")]
        if self.counted_to:
            # A browser that knows the limit cuts off what is pasted and says nothing: the form says it, and keeps it.
            attrs["maxlength"] = False
            classes.append("govuk-js-character-count")
        if any(classes):
            attrs["class"] = " ".join(filter(None, classes))
        return attrs

    @property
    def link_id(self):
        """The id an error summary links to: the control itself, or the first option of a group of them."""
        if self.id_for_label or not self.auto_id:
            return self.id_for_label
        parts = self.field.widget.subwidgets(self.html_name, None)
        return self.auto_id if next(parts, None) is None else f"{self.auto_id}_0"

    @property
    def counted_to(self):
        """How many signs a text of several lines may have: near that the page counts them."""
        return isinstance(self.field.widget, forms.Textarea) and self.field.max_length

    @property
    def is_single_checkbox(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def optional_note(self):
        """Says "(optional)" by the label; a form on which nothing is required yet sets `mark_optional = False`."""
        return "" if self.field.required or not getattr(self.form, "mark_optional", True) else " (optional)"


class FrontDoorRenderer(TemplatesSetting):
    """Looks for a widget's template among ours first, then among Django's own."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = FrontDoorBoundField

    def get_template(self, template_name):
        if not template_name.startswith(DJANGO_PREFIX):
            return get_template(template_name)
        return select_template([OUR_PREFIX + template_name.removeprefix(DJANGO_PREFIX), template_name])


def default_hint(widget):
    """How to type a date or a moment, where the form itself says nothing."""
    if widget.is_hidden:
        return ""
    if isinstance(widget, forms.DateTimeInput):
        return DATETIME_HINT
    return DATE_HINT if isinstance(widget, forms.DateInput) else ""


def design_class(widget, in_error):
    """The design system's class for a widget; its error form where the field has an error."""
    name = next((css for kind, css in WIDGET_CLASSES if isinstance(widget, kind)), "")
    block = name.split(" ")[0]
    return f"{name} {block}--error" if in_error and name and "__" not in block else name
