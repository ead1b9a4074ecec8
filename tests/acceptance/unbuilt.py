"""What the product has not got yet, in one place: a line that needs it fails and names it.

When a process is built, its rows go from here and its lines get definitions in `steps`.
"""


class NotBuilt(AssertionError):
    """A scenario needs something that the product has not got yet."""


LINES = {
    '"{who}" records the missing episode "{label}" of "{name}" missing since "{when}"': "misper",
    '"{who}" records the transfer-in "{label}" of kind "{kind}" about "{names}" from "{authority}"'
    '[ received at "{when}"][ with:]': "transfer_in",
    '"{who}" records all documents of "{label}"': "transfer_in",
    '"{who}" records the LADO referral "{label}" with:': "lado",
    '"{who}" tries to record the LADO referral "{label}" with:': "lado",
    '"{who}" takes the consultation call "{label}" with:': "consultation",
    '"{who}" tries to take the consultation call "{label}" with:': "consultation",
    '"{who}" records the discussion "{label}" with:': "discussion",
    '"{who}" tries to record the discussion "{label}" with:': "discussion",
    '"{who}" lists "{name}" as "{label}" for the "{meeting}" meeting of "{day}"': "marac",
    'a call "{label}" comes in with:': "calls",
    'the call "{label}" goes to "{destination}" because "{reason}"': "calls",
    'the call "{label}" gives the number "{number}"': "calls",
    'the agency "{agency}" of kind "{kind}" with API access': "the agencies' API",
    'the agency "{agency}" submits the "{form}" "{label}" with:': "the agencies' API",
    'the agency "{agency}" submits the "{form}" "{label}" again': "the agencies' API",
    'the agency "{agency}" reads "{label}"': "the agencies' API",
    "the agency is answered {status#}": "the agencies' API",
    'the agency is answered with the problem "{problem}"': "the agencies' API",
    'the mailbox receives the e-mail "{label}" from "{sender}" with subject "{subject}" and body:': "the mailbox",
    'the same e-mail "{label}" is received again': "the mailbox",
    'the allocation board shows "{label}" under "{manager}" with worker "{worker}"': "the allocation board",
}
"""Every line of the language that belongs to a process which is not built, by its pattern."""

MADE = {
    "assessment": "assessment",
    "transfer_in": "transfer_in",
    "misper": "misper",
    "consultation": "consultation",
    "discussion": "discussion",
    "cetr": "cetr",
    "marac": "marac",
    "lado": "lado",
    "back_files_request": "back files",
    "case_note": "case notes",
    "letter": "letters",
    "task": "tasks",
    "adults_redirection": "lado",
}
"""The kinds of thing that an action may make and that are not built, with what they belong to."""

TRAYS = {
    "transfer_in": "transfer_in",
    "misper": "misper",
    "lado": "lado",
    "consultations": "consultation",
    "cetr": "cetr",
    "marac": "marac",
    "letters": "letters",
    "back_files": "back files",
    "mailbox": "mailbox",
}
"""The trays of DOMAIN section 4 that nothing can lie in yet; the receiving teams' own come with `pass_to_team`."""


def must_be_built(table: dict[str, str], slug: str) -> None:
    """Raise `NotBuilt` when the table says that `slug` belongs to something that is not built."""
    if slug in table:
        raise NotBuilt(f'"{slug}" belongs to {table[slug]}, which is not built yet')
