"""Every route of the resolver with an example of each way to ask for it; a route without one fails."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import URLResolver, get_resolver

CONVERTER = re.compile(r"<\w+:")
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


def routes() -> list[str]:
    """Every route of the resolver, whatever its parts are converted to."""
    return [CONVERTER.sub("<", route) for route in _walk(get_resolver(), "")]


def _walk(resolver, before) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        else:
            yield route


def _each(path: str, which: str = "", **how) -> Callable[[Named], list[Ask]]:
    """The path for a hidden draft and a submitted contact, or for the record of that name."""

    def asks(named):
        references = [named.references[which]] if which else named.some()[:2]
        return [Ask(path.format(reference), **how) for reference in references]

    return asks


def _pages(named):
    return [Ask(f"/contacts/{reference}/") for reference in named.contacts()]


def _one(path: str, **how) -> Callable[[Named], list[Ask]]:
    return lambda named: [Ask(path, **how)]


def _both(*builders) -> Callable[[Named], list[Ask]]:
    return lambda named: [ask for builder in builders for ask in builder(named)]


def _posts(path: str, **data) -> Callable[[Named], list[Ask]]:
    return _one(path, post=data)


def _with_pk(path: str, what: str, post=None) -> Callable[[Named], list[Ask]]:
    return lambda named: [Ask(path.format(named.pk[what]), post=post)]


def _about_the_child(path: str) -> Callable[[Named], list[Ask]]:
    """A contact form that names the hidden child, by name and by reference."""
    return lambda named: [
        Ask(path, post={"child-0-given_name": named.words[0], "child-0-family_name": named.words[1]}),
        Ask(path, post={"child-0-person": named.child}),
    ]


def _searches(named):
    sought = (*named.words, "17/3/2009", named.child, *named.some()[1:])
    return [Ask("/people/search/", post={"q": text}) for text in sought]


def _matches(named):
    given, family = named.words[:2]
    said = {"child-0-given_name": given, "child-0-family_name": family, "child-0-birth_date": "17/3/2009"}
    return [Ask("/people/matches/?row=child-0", post=said, fetched=True)]


def _api(named):
    records = [("contact", one) for one in (*named.some()[:2], named.references["with_team"])]
    records += [(kind.replace(" ", "_"), named.references[kind]) for kind in ("early help", "referral")]
    return [Ask(f"/api/internal/{process}/{reference}/", fetched=True) for process, reference in records]


def _api_actions(named):
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


def _trays(named):
    slugs = ("intake", "duty", "early_help", "worker-sam", "worker-eli", "worker-nobody", "lado", "misper")
    slugs += ("team-assessment_1", "team-protection_2", "team-nobody")
    return [*(Ask(f"/tray/{slug}/") for slug in slugs), Ask("/tray/duty/?poll=1"), Ask("/tray/intake/?mine=yes")]


def _together(named):
    draft, waiting, *_ = named.some()
    said = {"key": str(NEW), "priority": "urgent"}
    return [
        Ask("/tray/duty/together/assign/", post={"reference": [waiting]}),
        Ask("/tray/intake/together/prioritise/", post={"reference": [draft, waiting]} | said),
    ]


def _people(named):
    return [Ask(f"/people/{reference}/") for reference in (named.child, named.mother)]


def _trail(named):
    pages = [Ask("/audit/"), Ask("/audit/?kind=looked"), Ask("/audit/?kind=did")]
    known = [*named.some(), named.child]
    return (
        pages
        + [Ask(f"/audit/?reference={each}") for each in known]
        + [Ask("/audit/", post={"reference": each}) for each in known]
    )


def _of_people(more: str, post: dict | None = None):
    """A page of the hidden child and of the one who is restricted."""
    return lambda named: [Ask(f"/people/{each}/{more}", post=post) for each in (named.child, named.closed)]


def _takes_the_child(named):
    """The hidden child is taken for a relation of her mother's, by her reference and by her name."""
    address, given = f"/people/{named.mother}/change/relative/", {"kind": "child", "given_name": named.words[0]}
    return [
        Ask(address, post={"kind": "child", "reference": named.child}),
        Ask(address, post=given | {"family_name": named.words[1], "birth_date": "17/3/2009"}),
    ]


def _rows_of_the_child(named):
    """Alerts, relationships, memberships and addresses of hers, by their numbers."""
    return [
        Ask(f"/people/{named.child}/change/{what}/{named.pk[row]}/", post=post)
        for what, row in ROWS.items()
        for post in (None, {"on": "1/7/2014"})
    ]


ROWS = {
    "review-alert": "alert", "end-alert": "alert", "end-relationship": "tie", "responsibility": "tie",
    "leave-household": "member", "end-protection": "protected",
}  # fmt: skip


def _interests(named):
    return [
        Ask(f"/interest/{process}/{reference}/", post=post)
        for process, reference in (("contact", named.references["awaiting_decision"]), ("contact", named.child))
        for post in (None, {})
    ]


EXAMPLES: dict[str, Callable[[Named], list[Ask]]] = {
    "health/live": _one("/health/live"),
    "health/ready": _one("/health/ready"),
    "": _one("/"),
    "sign-in/": _both(_one("/sign-in/"), _posts("/sign-in/", login="dana", password="wrong")),
    "sign-in/demo/": _posts("/sign-in/demo/", username="dana"),
    "sign-out/": _one("/sign-out/"),
    "password/": _one("/password/"),
    "users/": _both(_one("/users/"), _one("/users/?closed")),
    "users/new/": _one("/users/new/"),
    "users/<pk>/": _with_pk("/users/{}/", "user"),
    "users/<pk>/details/": _with_pk("/users/{}/details/", "user"),
    "users/<pk>/password/": _with_pk("/users/{}/password/", "user"),
    "users/<pk>/team/": _with_pk("/users/{}/team/", "user"),
    "users/<pk>/deactivate/": _with_pk("/users/{}/deactivate/", "user", {}),
    "users/<pk>/activate/": _with_pk("/users/{}/activate/", "user", {}),
    "users/<pk>/grant/": _with_pk("/users/{}/grant/", "user"),
    "users/<pk>/grants/<grant_pk>/end/": lambda named: [
        Ask(f"/users/{named.pk['user']}/grants/{named.pk['grant']}/end/", post={})
    ],
    "cover/": _one("/cover/"),
    "cover/<grant_pk>/end/": _with_pk("/cover/{}/end/", "grant", {}),
    "rota/": _one("/rota/"),
    "rota/<monday>/": _one("/rota/2014-07-07/"),
    "rota/turns/<pk>/take-off/": _with_pk("/rota/turns/{}/take-off/", "turn", {}),
    "hours/": _one("/hours/"),
    "hours/new/": _one("/hours/new/"),
    "hours/<pk>/": _with_pk("/hours/{}/", "hours"),
    "directory/": _one("/directory/"),
    "directory/new/": _one("/directory/new/"),
    "directory/<slug>/": _one("/directory/mash/"),
    "audit/": _trail,
    "undelivered/": _one("/undelivered/"),
    "undelivered/<pk>/again/": _with_pk("/undelivered/{}/again/", "mail", {}),
    "undelivered/<pk>/leave/": _with_pk("/undelivered/{}/leave/", "mail", {}),
    "main-system/": _both(_one("/main-system/"), _posts("/main-system/", as_of="7/7/2014 06:00")),
    "main-system/<pk>/": _with_pk("/main-system/{}/", "import"),
    "main-system/<pk>/stop/": _with_pk("/main-system/{}/stop/", "import", {}),
    "main-system/<pk>/problems.csv": _with_pk("/main-system/{}/problems.csv", "import"),
    "team/": _one("/team/"),
    "tray/<slug>/": _trays,
    "tray/<slug>/together/<step>/": _together,
    "my-work/": _one("/my-work/"),
    "notices/": _both(_one("/notices/"), _one("/notices/?page=2")),
    "notices/read/": _posts("/notices/read/", until="2014-07-08T09:00:00+00:00"),
    "sound/": _posts("/sound/", sound="on"),
    "contacts/new/": _one("/contacts/new/"),
    "contacts/new/<key>/": _both(_one(f"/contacts/new/{NEW}/"), _about_the_child(f"/contacts/new/{NEW}/")),
    "contacts/new/<key>/autosave/": _about_the_child(f"/contacts/new/{NEW}/autosave/"),
    "contacts/new/<key>/submit/": _posts(f"/contacts/new/{NEW}/submit/", concerns="x"),
    "contacts/new/<key>/pass_to_team/": _posts(f"/contacts/new/{NEW}/pass_to_team/", concerns="x"),
    "contacts/new/<key>/child/": _posts(f"/contacts/new/{NEW}/child/", concerns="x"),
    "contacts/new/<key>/child/<number>/remove/": _posts(f"/contacts/new/{NEW}/child/0/remove/", concerns="x"),
    "contacts/<reference>/edit/": _both(
        _each("/contacts/{}/edit/"), _each("/contacts/{}/edit/", post={"concerns": "x"})
    ),
    "contacts/<reference>/edit/autosave/": _each("/contacts/{}/edit/autosave/", post={"concerns": "x"}),
    "contacts/<reference>/edit/submit/": _each("/contacts/{}/edit/submit/", post={"concerns": "x"}),
    "contacts/<reference>/edit/pass_to_team/": _each("/contacts/{}/edit/pass_to_team/", post={"concerns": "x"}),
    "contacts/<reference>/edit/child/": _each("/contacts/{}/edit/child/", post={"concerns": "x"}),
    "contacts/<reference>/edit/child/<number>/remove/": _each("/contacts/{}/edit/child/0/remove/", post={}),
    "contacts/<reference>/": _pages,
    "contacts/<reference>/child/": _both(
        _each("/contacts/{}/child/"), _each("/contacts/{}/child/", post={"child-0-given_name": "x"})
    ),
    "contacts/<reference>/history/": _both(
        _each("/contacts/{}/history/"),
        _each("/contacts/{}/history/?show=looked"),
        _each("/contacts/{}/history/", "with_team"),
    ),
    "contacts/<reference>/do/<step>/": _both(
        _each("/contacts/{}/do/decide_no_further_action/"),
        _each("/contacts/{}/do/add_information/", post={"note": "x"}),
        _each("/contacts/{}/do/there_is_none/", post={"note": "x"}),
        _each("/contacts/{}/do/return_to_duty/", "with_team", post={"reason": "x"}),
        _each("/contacts/{}/do/hand_back/", "with_team_manager"),
    ),
    "early-help/<reference>/": _each("/early-help/{}/", "early help"),
    "early-help/<reference>/history/": _each("/early-help/{}/history/", "early help"),
    "early-help/<reference>/do/<step>/": _each("/early-help/{}/do/assign/", "early help"),
    "no-further-action/<reference>/": _each("/no-further-action/{}/", "no further action"),
    "referrals/<reference>/": _each("/referrals/{}/", "referral"),
    "referrals/<reference>/history/": _each("/referrals/{}/history/", "referral"),
    "referrals/<reference>/do/<step>/": _each("/referrals/{}/do/assign/", "referral"),
    "people/search/": _both(_one("/people/search/"), _searches),
    "people/search/<key>/": lambda named: [Ask(f"/people/search/{named.search_key}/")],
    "people/search/<key>/open/": lambda named: [
        Ask(f"/people/search/{named.search_key}/open/", post=post) for post in (None, {"because": "x"})
    ],
    "people/matches/": _matches,
    "people/<reference>/": _people,
    "people/<reference>/chronology/": _of_people("chronology/"),
    "people/<reference>/genogram/": _of_people("genogram/"),
    "people/<reference>/genogram/nudge/": _of_people("genogram/nudge/", {"way": "left"}),
    "people/<reference>/change/<what>/": _both(
        *(_of_people(f"change/{what}/") for what in ("facts", "name", "alert", "address", "relative", "household")),
        _of_people("change/protected-address/"),
        _of_people("change/name/", {"kind": "alias", "given_name": "x"}),
        _takes_the_child,
    ),
    "people/<reference>/change/<what>/<pk>/": _rows_of_the_child,
    "people/<reference>/restrict/": _both(_of_people("restrict/"), _of_people("restrict/", {"reason": "x"})),
    "people/<reference>/restriction/": _both(_of_people("restriction/"), _of_people("restriction/", {"end": "x"})),
    "people/<reference>/interest/": _both(_of_people("interest/"), _of_people("interest/", {})),
    "interest/<process>/<reference>/": _interests,
    "api/internal/<process>/<reference>/": _api,
    "api/internal/<process>/<reference>/<step>/": _api_actions,
}


def asks(route: str, named: Named) -> list[Ask]:
    """The examples of a route; a route without one fails `test_every_route_has_an_example`."""
    return EXAMPLES[route](named) if route in EXAMPLES else []
