"""What the header of every page shows: trays with their counts, pages, search, notices, who I am."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from correspondence.models import Notice
from directory.pages import pages_for
from directory.profile import current
from directory.roles import STAFF, Role
from duty.figures import ask_figures
from duty.trays import trays_open_to
from people.models import PersonQuerySet


def navigation(request):
    """`nav` for base.html, worked out when a template asks for it; nothing for somebody who is not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"nav": SimpleLazyObject(lambda: _nav(request))}


def _nav(request):
    roles, now = request.roles, timezone.now()
    unread = Notice.objects.unread().visible_to(request.user)
    return {
        "now": now.isoformat(timespec="seconds"),
        "authority": current().name,
        "user_name": request.user.name,
        "role_titles": [current().role_titles[role] for role in Role if role in roles],
        "trays": _trays(request, roles, now),
        "links": _links(request, roles),
        "search_url": reverse("people-search") if PersonQuerySet.READERS & roles else "",
        "notices": _link(request, "notices", "Notices") | {"count": unread.count()},
        "password_url": reverse("account_change_password") if request.user.has_usable_password() else "",
        "sign_out_url": reverse("account_logout"),
    }


def _trays(request, roles, now):
    trays = trays_open_to(request.user, roles)
    figures = getattr(request, "tray_figures", None) or (ask_figures(request, trays, now) if trays else {})
    return [
        _link(request, "tray", tray.label, tray.slug)
        | {"count": figures[f"{tray.slug}_open"], "breached": figures[f"{tray.slug}_breached"] > 0}
        for tray in trays
    ]


def _links(request, roles):
    links = []
    if STAFF & roles:
        links = [_link(request, "contact-new", "New contact"), _link(request, "my-work", "My work")]
    return links + [_link(request, page.url_name, page.label) for page in pages_for(roles)]


def _link(request, name, label, *arguments):
    url = reverse(name, args=arguments)
    return {"url": url, "label": label, "current": request.path == url}
