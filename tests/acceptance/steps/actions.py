"""What somebody does, tries, may do and may not do; and why it is refused."""

from tests.acceptance.acting import blocked, must_be_built, offered, open_form
from tests.acceptance.language import line, listed, rows


@line('"{who}" does "{step}" on "{label}"[ with:]')
def does(world, who, step, label, datatable=None):
    outcome = open_form(world, who, step, label, rows(datatable)).send()
    assert outcome.done, f'"{step}" on "{label}" was not done: {outcome}'


@line('"{who}" tries "{step}" on "{label}"[ with:]')
def tries(world, who, step, label, datatable=None):
    world.outcomes = [open_form(world, who, step, label, rows(datatable)).send()]


@line('"{who}" may do "{steps}" on "{label}"')
def may_do(world, who, steps, label):
    page = world.browser(who).get(world.item(label).address)
    assert page.found, f'{who} cannot open "{label}": {page.status}'
    for step in listed(steps):
        assert step in offered(page) - set(blocked(page)), (
            f'{who} is not offered "{step}" on "{label}", only {sorted(offered(page))}; not yet: {blocked(page)}'
        )


@line('"{who}" may not do "{steps}" on "{label}"')
def may_not_do(world, who, steps, label):
    for step in listed(steps):
        must_be_built(world, label, step)
        page = world.browser(who).get(world.item(label).address)
        assert page.status == 404 or step not in offered(page) or step in blocked(page), (
            f'{who} is offered "{step}" on "{label}"'
        )


@line('it is refused because "{reason}"')
def is_refused(world, reason):
    assert world.outcomes, "nothing has been tried yet"
    refusals = [outcome for outcome in world.outcomes if not outcome.done]
    assert refusals, f"it was not refused: {', '.join(map(str, world.outcomes))}"
    assert any(reason.casefold() in outcome.refusal.casefold() for outcome in refusals), (
        f'nothing of "{reason}" in: {", ".join(map(str, refusals))}'
    )


@line("exactly one of them succeeds")
def exactly_one(world):
    done = [outcome for outcome in world.outcomes if outcome.done]
    assert len(done) == 1 and len(world.outcomes) > 1, f"not exactly one: {', '.join(map(str, world.outcomes))}"
