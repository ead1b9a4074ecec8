"""`{% csrf_token %}` also says whose page it is: on a shared browser it must not be sent as another's."""

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from directory.resuming import PAGE_OF

register = template.Library()


class TokenAndReader(CsrfTokenNode):
    """Django's own field, and the number of the user for whom the page was drawn."""

    def render(self, context):
        user = getattr(getattr(context, "request", None), "user", None)
        reader = user.pk if user and user.is_authenticated else ""
        return super().render(context) + format_html('<input type="hidden" name="{}" value="{}">', PAGE_OF, reader)


@register.tag("csrf_token")
def token_and_reader(parser, token):
    """Stands in for Django's tag of this name in every template (setting TEMPLATES)."""
    return TokenAndReader()
