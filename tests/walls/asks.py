"""How a route is asked for: one request, what it names, and the builders of every route's examples."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

NEW = UUID("3b0c7e0a-0000-4000-8000-00000000aaaa")


@dataclass(frozen=True)
class Ask:
    """One request."""

    path: str
    post: dict | None = None
    json: bool = False
    fetched: bool = False

    def __str__(self):
        return f"GET {self.path}" if self.post is None else f"POST {self.path} {sorted(self.post.items())}"


@dataclass
class Named:
    """What the examples name: hidden records by name, and words to look for; before they exist, made-up ones."""

    references: dict[str, str]
    search_key: str
    child: str
    mother: str
    closed: str
    words: tuple[str, ...]
    pk: dict[str, int] = field(default_factory=dict)

    def contacts(self) -> list[str]:
        """The references of the hidden contacts."""
        return list(self.contacts_by_name().values())

    def contacts_by_name(self) -> dict[str, str]:
        """The hidden contacts alone."""
        apart = {"early help", "referral", "no further action"}
        return {name: reference for name, reference in self.references.items() if name not in apart}

    def some(self) -> list[str]:
        """A draft and a submitted contact, and one of each that contacts made."""
        names = ("draft", "awaiting_decision", "early help", "referral", "no further action")
        return [self.references[name] for name in names]


def each(path: str, which: str = "", **how) -> Callable[[Named], list[Ask]]:
    """The path for a hidden draft and a submitted contact, or for the record of that name."""

    def asks(named):
        references = [named.references[which]] if which else named.some()[:2]
        return [Ask(path.format(reference), **how) for reference in references]

    return asks


def pages(named):
    return [Ask(f"/contacts/{reference}/") for reference in named.contacts()]


def one(path: str, **how) -> Callable[[Named], list[Ask]]:
    return lambda named: [Ask(path, **how)]


def both(*builders) -> Callable[[Named], list[Ask]]:
    return lambda named: [ask for builder in builders for ask in builder(named)]


def posts(path: str, **data) -> Callable[[Named], list[Ask]]:
    return one(path, post=data)


def with_pk(path: str, what: str, post=None) -> Callable[[Named], list[Ask]]:
    return lambda named: [Ask(path.format(named.pk[what]), post=post)]


def about_the_child(path: str) -> Callable[[Named], list[Ask]]:
    """A contact form that names the hidden child, by name and by reference."""
    return lambda named: [
        Ask(path, post={"child-0-given_name": named.words[0], "child-0-family_name": named.words[1]}),
        Ask(path, post={"child-0-person": named.child}),
    ]


def searches(named):
    sought = (*named.words, "17/3/2009", named.child, *named.some()[1:])
    return [Ask("/people/search/", post={"q": text}) for text in sought]


def matches(named):
    given, family = named.words[:2]
    said = {"child-0-given_name": given, "child-0-family_name": family, "child-0-birth_date": "17/3/2009"}
    return [Ask("/people/matches/?row=child-0", post=said, fetched=True)]


def api(named):
    records = [("contact", one) for one in (*named.some()[:2], named.references["with_team"])]
    records += [(kind.replace(" ", "_"), named.references[kind]) for kind in ("early help", "referral")]
    return [Ask(f"/api/internal/{process}/{reference}/", fetched=True) for process, reference in records]


def api_actions(named):
    said = {"note": "x", "reason": "x", "rationale": "x", "worker": "sam", "task": "x"}
    draft, waiting, episode, referral, _ = named.some()
    actions = (
        f"contact/{draft}/add_information",
        f"contact/{waiting}/decide_no_further_action",
        f"contact/{waiting}/there_is_none",
        f"contact/{named.references['with_team']}/return_to_duty",
        f"contact/{named.references['with_team_manager']}/decide_referral",
        f"early_help/{episode}/assign",
        f"referral/{referral}/transfer",
    )
    return [Ask(f"/api/internal/{action}/", post=said, json=True) for action in actions]


def trays(named):
    slugs = ("intake", "duty", "early_help", "worker-sam", "worker-eli", "worker-nobody", "lado", "misper")
    slugs += ("team-assessment_1", "team-protection_2", "team-nobody")
    return [*(Ask(f"/tray/{slug}/") for slug in slugs), Ask("/tray/duty/?poll=1"), Ask("/tray/intake/?mine=yes")]


def together(named):
    draft, waiting, *_ = named.some()
    said = {"key": str(NEW), "priority": "urgent"}
    return [
        Ask("/tray/duty/together/assign/", post={"reference": [waiting]}),
        Ask("/tray/intake/together/prioritise/", post={"reference": [draft, waiting]} | said),
    ]


def people(named):
    return [Ask(f"/people/{reference}/") for reference in (named.child, named.mother)]


def trail(named):
    pages = [Ask("/audit/"), Ask("/audit/?kind=looked"), Ask("/audit/?kind=did")]
    known = [*named.some(), named.child]
    return (
        pages
        + [Ask(f"/audit/?reference={each}") for each in known]
        + [Ask("/audit/", post={"reference": each}) for each in known]
    )


def of_people(more: str, post: dict | None = None):
    """A page of the hidden child and of the one who is restricted."""
    return lambda named: [Ask(f"/people/{each}/{more}", post=post) for each in (named.child, named.closed)]


def takes_the_child(named):
    """The hidden child is taken for a relation of her mother's, by her reference and by her name."""
    address, given = f"/people/{named.mother}/change/relative/", {"kind": "child", "given_name": named.words[0]}
    return [
        Ask(address, post={"kind": "child", "reference": named.child}),
        Ask(address, post=given | {"family_name": named.words[1], "birth_date": "17/3/2009"}),
    ]


def rows_of_the_child(named):
    """Alerts, relationships, memberships and addresses of hers, by their numbers."""
    return [
        Ask(f"/people/{named.child}/change/{what}/{named.pk[row]}/", post=post)
        for what, row in ROWS.items()
        for post in (None, {"on": "1/7/2014"})
    ]


ROWS = {
    "review-alert": "alert", "end-alert": "alert", "end-relationship": "tie", "responsibility": "tie",
    "leave-household": "member", "end-protection": "protected",
    "wrong-name": "name", "wrong-alert": "alert", "wrong-address": "address", "wrong-relationship": "tie",
    "wrong-member": "member", "end-address": "address",
    "protect-address": "address",
}  # fmt: skip


def interests(named):
    return [
        Ask(f"/interest/{process}/{reference}/", post=post)
        for process, reference in (("contact", named.references["awaiting_decision"]), ("contact", named.child))
        for post in (None, {})
    ]
