"""Two at the same moment: both have the form open before either sends it."""

from tests.acceptance.acting import open_form
from tests.acceptance.language import line, rows
from tests.acceptance.together import together


@line('"{one}" and "{other}" both do "{step}" on "{label}" at once[ with:]')
def both_do(world, one, other, step, label, datatable=None):
    fields = rows(datatable)
    first, second = world.browser(one), world.another_browser(other)
    forms = [
        open_form(world, one, step, label, fields, first),
        open_form(world, other, step, label, fields, second),
    ]
    world.outcomes = together([form.send for form in forms])
