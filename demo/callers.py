"""Who tells it: a name, a place of work, and how to reach them. All of it invented.

Telephone numbers lie in the ranges that Ofcom keeps for drama, e-mail addresses in domains that cannot exist.
"""

import re
from dataclasses import dataclass
from random import Random
from unicodedata import normalize

from demo.families import COMMUNITIES, Child, Family
from demo.scenes import Scene
from demo.writing import Deck

DOCTORS = (
    "GP",
    "Consultant paediatrician",
    "Paediatric registrar",
    "Emergency department consultant",
    "GP safeguarding lead",
)
WOMEN = re.compile(r"mother|aunt|sister|headmistress", re.IGNORECASE)
POLICE = "Thames Valley Police"
LANDLINE, MOBILE = "01632 960", "07700 900"
SAFE = {
    "family": ["phone", "phone", "email", "letter", "none"],
    "neighbour": ["phone", "email", "letter", "none", "none"],
}


@dataclass(frozen=True)
class Caller:
    """A referrer, as the form has one, and what the story calls them."""

    called: str
    said: dict[str, str]


def caller_of(scene: Scene, family: Family, child: Child, role: str, agency: str, rng: Random, deck: Deck) -> Caller:
    """The one who tells this story."""
    if scene.anonymous:
        return Caller("The caller", {"anonymous": "on", "referrer_source": scene.source})
    sex = scene.caller or ("F" if WOMEN.search(role) else "M" if role == "Father" else rng.choice("FFM"))
    given, surname = _name(scene, family, child, role, sex, rng, deck)
    said = {
        "referrer_name": f"{given} {surname}",
        "referrer_role": role,
        "referrer_agency": agency,
        "referrer_source": scene.source,
    }
    return Caller(_called(role, sex, surname, scene), said | _reach(scene, family, given, surname, agency, rng))


def _name(scene, family, child, role, sex, rng, deck):
    kin = {"Mother": family.mother, "Father": family.father}.get(role)
    if kin:
        return kin.given, kin.family
    if family.home == "friend":
        return family.aunt.given, family.aunt.family
    if scene.source == "1C":
        return child.given, child.family
    names = list(COMMUNITIES)
    community = rng.choices(names, [COMMUNITIES[n]["weight"] for n in names])[0]
    if scene.group == "family" and role != "Family friend":
        community = family.mother.community
    given = deck.draw(f"adult {community} {sex}", COMMUNITIES[community]["women" if sex == "F" else "men"])
    surname = deck.draw(f"family {community}", COMMUNITIES[community]["families"])
    if scene.group == "police":
        given = f"{rng.choice(['PC', 'PC', 'DC'])} {rng.randint(2100, 8900)}"
    return given, surname if isinstance(surname, str) else surname[sex == "F"]


def _called(role, sex, surname, scene):
    if not scene.professional:
        return "The caller"
    if scene.group == "police":
        return f"PC {surname}"
    title = "Dr" if role in DOCTORS else "Mr" if sex == "M" else "Ms"
    return f"{title} {surname}"


def _reach(scene, family, given, surname, agency, rng):
    last = f"{rng.randint(0, 999):03d}"
    if scene.professional:
        mail = f"{_plain(given)[:1] or 'x'}.{_plain(surname)}@{_plain(agency) or 'office'}.example"
        way = "email" if rng.random() < 0.85 else "phone"
        return {"referrer_phone": LANDLINE + last, "referrer_email": mail, "safe_way": scene.safe or way}
    way = scene.safe or rng.choice(SAFE[scene.group])
    reach = {"safe_way": way, "referrer_phone": MOBILE + last}
    if way == "email":
        reach["referrer_email"] = f"{_plain(given)}.{_plain(surname)}{rng.randint(2, 98)}@post.example"
    if way == "letter":
        reach["referrer_address"] = re.sub(r"\d+", str(rng.randint(2, 90)), family.address, count=1)
    return reach


def _plain(text):
    """Small letters without marks, as addresses have them."""
    bare = normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40]
