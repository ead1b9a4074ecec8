"""Every route of the resolver with an example of each way to ask for it; a route without one fails."""

import re
from collections.abc import Callable, Iterator

from django.urls import URLResolver, get_resolver

from tests.walls.asks import (
    NEW,
    Ask,
    Named,
    about_the_child,
    api,
    api_actions,
    both,
    each,
    interests,
    matches,
    of_people,
    one,
    pages,
    people,
    posts,
    rows_of_the_child,
    searches,
    takes_the_child,
    together,
    trail,
    trays,
    with_pk,
)

CONVERTER = re.compile(r"<\w+:")


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


EXAMPLES: dict[str, Callable[[Named], list[Ask]]] = {
    "health/live": one("/health/live"),
    "health/ready": one("/health/ready"),
    "": one("/"),
    "sign-in/": both(one("/sign-in/"), posts("/sign-in/", login="dana", password="wrong")),
    "sign-in/demo/": posts("/sign-in/demo/", username="dana"),
    "sign-out/": one("/sign-out/"),
    "password/": one("/password/"),
    "users/": both(one("/users/"), one("/users/?closed")),
    "users/new/": one("/users/new/"),
    "users/<pk>/": with_pk("/users/{}/", "user"),
    "users/<pk>/details/": with_pk("/users/{}/details/", "user"),
    "users/<pk>/password/": with_pk("/users/{}/password/", "user"),
    "users/<pk>/team/": with_pk("/users/{}/team/", "user"),
    "users/<pk>/deactivate/": with_pk("/users/{}/deactivate/", "user", {}),
    "users/<pk>/activate/": with_pk("/users/{}/activate/", "user", {}),
    "users/<pk>/grant/": with_pk("/users/{}/grant/", "user"),
    "users/<pk>/grants/<grant_pk>/end/": lambda named: [
        Ask(f"/users/{named.pk['user']}/grants/{named.pk['grant']}/end/", post={})
    ],
    "cover/": one("/cover/"),
    "cover/<grant_pk>/end/": with_pk("/cover/{}/end/", "grant", {}),
    "rota/": one("/rota/"),
    "rota/<monday>/": one("/rota/2014-07-07/"),
    "rota/turns/<pk>/take-off/": with_pk("/rota/turns/{}/take-off/", "turn", {}),
    "hours/": one("/hours/"),
    "hours/new/": one("/hours/new/"),
    "hours/<pk>/": with_pk("/hours/{}/", "hours"),
    "directory/": one("/directory/"),
    "directory/new/": one("/directory/new/"),
    "directory/<slug>/": one("/directory/mash/"),
    "audit/": trail,
    "audit/looks/": both(one("/audit/looks/"), posts("/audit/looks/", since="7/7/2014", until="9/7/2014")),
    "undelivered/": one("/undelivered/"),
    "undelivered/<pk>/again/": with_pk("/undelivered/{}/again/", "mail", {}),
    "undelivered/<pk>/leave/": with_pk("/undelivered/{}/leave/", "mail", {}),
    "main-system/": both(one("/main-system/"), posts("/main-system/", as_of="7/7/2014 06:00")),
    "main-system/<pk>/": with_pk("/main-system/{}/", "import"),
    "main-system/<pk>/stop/": with_pk("/main-system/{}/stop/", "import", {}),
    "main-system/<pk>/problems.csv": with_pk("/main-system/{}/problems.csv", "import"),
    "team/": one("/team/"),
    "tray/<slug>/": trays,
    "tray/<slug>/together/<step>/": together,
    "my-work/": one("/my-work/"),
    "notices/": both(one("/notices/"), one("/notices/?page=2")),
    "notices/read/": posts("/notices/read/", until="2014-07-08T09:00:00+00:00"),
    "sound/": posts("/sound/", sound="on"),
    "contacts/new/": one("/contacts/new/"),
    "contacts/new/<key>/": both(one(f"/contacts/new/{NEW}/"), about_the_child(f"/contacts/new/{NEW}/")),
    "contacts/new/<key>/autosave/": about_the_child(f"/contacts/new/{NEW}/autosave/"),
    "contacts/new/<key>/submit/": posts(f"/contacts/new/{NEW}/submit/", concerns="x"),
    "contacts/new/<key>/pass/": posts(f"/contacts/new/{NEW}/pass/", concerns="x"),
    "contacts/new/<key>/child/": posts(f"/contacts/new/{NEW}/child/", concerns="x"),
    "contacts/new/<key>/child/<number>/remove/": posts(f"/contacts/new/{NEW}/child/0/remove/", concerns="x"),
    "contacts/<reference>/edit/": both(each("/contacts/{}/edit/"), each("/contacts/{}/edit/", post={"concerns": "x"})),
    "contacts/<reference>/edit/autosave/": each("/contacts/{}/edit/autosave/", post={"concerns": "x"}),
    "contacts/<reference>/edit/submit/": each("/contacts/{}/edit/submit/", post={"concerns": "x"}),
    "contacts/<reference>/edit/pass/": each("/contacts/{}/edit/pass/", post={"concerns": "x"}),
    "contacts/<reference>/edit/child/": each("/contacts/{}/edit/child/", post={"concerns": "x"}),
    "contacts/<reference>/edit/child/<number>/remove/": each("/contacts/{}/edit/child/0/remove/", post={}),
    "contacts/<reference>/": pages,
    "contacts/<reference>/child/": both(
        each("/contacts/{}/child/"), each("/contacts/{}/child/", post={"child-0-given_name": "x"})
    ),
    "contacts/<reference>/history/": both(
        each("/contacts/{}/history/"),
        each("/contacts/{}/history/?show=looked"),
        each("/contacts/{}/history/", "with_team"),
    ),
    "contacts/<reference>/do/<step>/": both(
        each("/contacts/{}/do/decide_no_further_action/"),
        each("/contacts/{}/do/add_information/", post={"note": "x"}),
        each("/contacts/{}/do/there_is_none/", post={"note": "x"}),
        each("/contacts/{}/do/return_to_duty/", "with_team", post={"reason": "x"}),
        each("/contacts/{}/do/hand_back/", "with_team_manager"),
    ),
    "early-help/<reference>/": each("/early-help/{}/", "early help"),
    "early-help/<reference>/history/": each("/early-help/{}/history/", "early help"),
    "early-help/<reference>/do/<step>/": each("/early-help/{}/do/assign/", "early help"),
    "no-further-action/<reference>/": each("/no-further-action/{}/", "no further action"),
    "referrals/<reference>/": each("/referrals/{}/", "referral"),
    "referrals/<reference>/history/": each("/referrals/{}/history/", "referral"),
    "referrals/<reference>/do/<step>/": each("/referrals/{}/do/assign/", "referral"),
    "people/search/": both(one("/people/search/"), searches),
    "people/search/<key>/": lambda named: [Ask(f"/people/search/{named.search_key}/")],
    "people/search/<key>/open/": lambda named: [
        Ask(f"/people/search/{named.search_key}/open/", post=post) for post in (None, {"because": "x"})
    ],
    "people/matches/": matches,
    "people/<reference>/": people,
    "people/<reference>/chronology/": of_people("chronology/"),
    "people/<reference>/genogram/": of_people("genogram/"),
    "people/<reference>/genogram/nudge/": of_people("genogram/nudge/", {"way": "left"}),
    "people/<reference>/change/<what>/": both(
        *(of_people(f"change/{what}/") for what in ("facts", "name", "alert", "address", "relative", "household")),
        of_people("change/protected-address/"),
        of_people("change/name/", {"kind": "alias", "given_name": "x"}),
        takes_the_child,
    ),
    "people/<reference>/change/<what>/<pk>/": rows_of_the_child,
    "people/<reference>/restrict/": both(of_people("restrict/"), of_people("restrict/", {"reason": "x"})),
    "people/<reference>/restriction/": both(of_people("restriction/"), of_people("restriction/", {"review_on": "x"})),
    "people/<reference>/restriction/end/": of_people("restriction/end/", {}),
    "people/<reference>/interest/": both(of_people("interest/"), of_people("interest/", {})),
    "interest/<process>/<reference>/": interests,
    "api/internal/<process>/<reference>/": api,
    "api/internal/<process>/<reference>/<step>/": api_actions,
}


def asks(route: str, named: Named) -> list[Ask]:
    """The examples of a route; a route without one fails `test_every_route_has_an_example`."""
    return EXAMPLES[route](named) if route in EXAMPLES else []
