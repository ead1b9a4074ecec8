"""The demo's staff: the posts of the profile, and one user for each other role. They sign in while DEBUG is on.

The names stay the same from day to day, so that whoever shows the demo learns them once.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from demo.crew import Crew
from demo.days import DAY
from directory import staff
from directory.demo import DOMAIN
from directory.london import london_day
from directory.models import Team
from directory.profile import Profile
from directory.roles import Role

IN_POST_FOR = timedelta(days=3 * 365)
ROTA_DAYS = range(-14, 15)
NAMES = {
    Role.PRACTICE_MANAGER: ("Marcia Bennett",),
    Role.DUTY_MANAGER: ("Dilip Rao",),
    Role.EARLY_HELP_MANAGER: ("Eileen Fogarty",),
    Role.DUTY_SOCIAL_WORKER: ("Sunita Grewal", "Tom Ashdown", "Adwoa Mensah"),
    Role.EARLY_HELP_WORKER: ("Ewa Sikora", "Nathan Clarke"),
    Role.CSO: ("Carol Whittaker",),
    Role.MISPER_CSO: ("Yasmin Iqbal",),
    Role.MARAC_RESEARCHER: ("Peter Oduya",),
    Role.BSO: ("Brenda Lyle",),
    Role.CONSULTANT_SOCIAL_WORKER: ("Frances Adeleke",),
    Role.RECEPTION: ("Rita Pinto",),
    Role.CONTACT_CENTRE: ("Callum Reid",),
    Role.TEAM_MANAGER: ("Tanya Morris",),
    Role.TEAM_WORKER: ("Wes Holloway",),
    Role.TEAM_BSO: ("Bea Sutton",),
    Role.SAFEGUARDING_UNIT: ("Safiya Noor",),
    Role.CONFERENCE_CHAIR: ("Charlotte Irving",),
    Role.LADO: ("Lorna Quill",),
    Role.CP_CHECKS: ("Petra Dvorak",),
    Role.HEAD_OF_SERVICE: ("Helen Stroud",),
    Role.AUDITOR: ("Arthur Fenwick",),
    Role.SYSTEM_ADMIN: ("Stella Marsh",),
}
OF_A_TEAM = {Role.TEAM_MANAGER, Role.TEAM_WORKER, Role.TEAM_BSO}


def posts(profile: Profile) -> Iterator[tuple[str, tuple[Role, ...]]]:
    """A name and roles for each post of the profile, and then for each role that no post has, but for `partner`."""
    wanted = [post.roles for post in profile.posts for _ in range(post.count)]
    filled = {role for roles in wanted for role in roles}
    wanted += [(role,) for role in Role if role not in filled and role != Role.PARTNER]
    names = {role: iter(names) for role, names in NAMES.items()}
    for number, roles in enumerate(wanted, start=1):
        yield next(names[roles[-1]], f"{roles[-1].label} {number}"), roles


def hire(profile: Profile, now: datetime) -> tuple[Crew, dict]:
    """Make the users with their grants, team and rota; the crew, and the users by user name."""
    then = now - IN_POST_FOR
    users, roles_of, by_role = {}, {}, defaultdict(list)
    for number, (name, roles) in enumerate(posts(profile)):
        username = name.lower().replace(" ", ".")
        details = {"username": username, "name": name, "email": username + DOMAIN, "phone": f"01632 960{number + 100}"}
        users[username], roles_of[username] = staff.add(details, None, then), roles
        for role in roles:
            by_role[role].append(username)
    administrator = users[by_role[Role.SYSTEM_ADMIN][0]]
    for username, roles in roles_of.items():
        for role in roles:
            staff.grant_role(users[username], role, then, None, administrator, then)
        if OF_A_TEAM & set(roles):
            team = Team.objects.get(slug=profile.receiving.child_in_need)
            staff.move_to_team(users[username], team, administrator, then)
    crew = Crew({role: tuple(names) for role, names in by_role.items()})
    _rota(crew, users, administrator, now)
    return crew, users


def _rota(crew, users, admin, now):
    for number in ROTA_DAYS:
        day = london_day(now) + number * DAY
        desk = crew.desk_worker(day)
        staff.put_on_rota(users[desk], Role.DUTY_SOCIAL_WORKER, day, admin, now - 15 * DAY)
