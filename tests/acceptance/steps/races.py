"""Two at the same moment: both have the form open before either sends it."""

from tests.acceptance.acting import open_form
from tests.acceptance.language import line, rows
from tests.acceptance.together import together


@line('"{one}" and "{other}" both do "{step}" on "{label}" at once[ with:]')
def both_do(world, one, other, step, label, datatable=None):
    fields = rows(datatable)
    browsers = world.browser(one), world.browser(other) if other != one else world.another_browser(other)
    forms = [open_form(world, who, step, label, fields, browser) for who, browser in zip((one, other), browsers, strict=True)]
    world.outcomes = together([form.send for form in forms])
    for outcome in world.outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
