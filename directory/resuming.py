"""Nothing typed is ever lost: a form that is sent after its session ended is kept on the page that asks to sign in.

The page posts to the very address the form was meant for, with all that was typed as hidden fields and
with a user name and password beside them. Whoever signs in so goes straight on into the view, in the same
request. Only a chosen file cannot be kept: no page may fill in a file.

Every form says for whom its page was drawn (`PAGE_OF`). What one person typed is never sent as another who
has signed in since in the same browser: it is kept in the same way, for whoever typed it.
"""

from allauth.account.utils import perform_login
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render

from directory.demo import demo_users
from directory.forms import SignInForm
from directory.sign_in import TYPED_BY

PREFIX = "again"
AS_DEMO = f"{PREFIX}-demo"
PAGE_OF = "page_of"


class SignInAgain(SignInForm):
    """For the person who typed what is being sent."""

    def __init__(self, data, request):
        drawn_for = request.POST.get(PAGE_OF, "")
        self.typed_by = drawn_for or str(request.session.get(TYPED_BY, ""))
        super().__init__(data, request=request, prefix=PREFIX)

    def clean(self):
        cleaned = super().clean()
        if self.user and self.typed_by not in ("", str(self.user.pk)):
            raise ValidationError("Somebody else typed this. Close the window, and sign in as yourself.")
        return cleaned


def kept_fields(request) -> list[tuple[str, str]]:
    """What was typed, as names and values for hidden fields: all but passwords and the token of the form."""
    return [(name, value) for name, values in request.POST.lists() if _is_kept(name) for value in values]


def is_somebody_elses(request) -> bool:
    """Whether somebody is signed in now, and this form stands on a page that was drawn for another user."""
    return request.user.is_authenticated and request.POST.get(PAGE_OF, "") not in ("", str(request.user.pk))


def resume(request):
    """Sign in whoever sent this form with their name and password, and take those out of it.

    Returns nothing when they are now signed in and the form may go on to its view, else the page that asks.
    """
    sent = any(name.startswith(f"{PREFIX}-") for name in request.POST)
    form = SignInAgain(request.POST if sent and AS_DEMO not in request.POST else None, request)
    if AS_DEMO in request.POST and settings.DEBUG:
        perform_login(request, get_object_or_404(demo_users(), username=request.POST[AS_DEMO]))
    elif form.is_bound and form.is_valid():
        form.login(request)
        if not request.user.is_authenticated:
            form.add_error(None, "This user name may no longer sign in. Ask your system administrator.")
    if not request.user.is_authenticated or is_somebody_elses(request):
        return _session_ended(request, form)
    request.POST = _as_typed(request.POST)
    return None


def kept_for_whoever_typed_it(request):
    """The page that keeps a form for another than who is signed in now, who must not send it."""
    return _session_ended(request, SignInAgain(None, request))


def _session_ended(request, form):
    demo_user = demo_users().filter(pk=form.typed_by).first() if settings.DEBUG and form.typed_by.isdigit() else None
    context = {
        "kept": kept_fields(request),
        "files": [file.name for file in request.FILES.values()],
        "form": form,
        "resume_url": request.get_full_path(),
        "demo_user": demo_user,
        "somebody_else": request.user.is_authenticated,
    }
    return render(request, "session_ended.html", context, status=401)


def _as_typed(post):
    typed = post.copy()
    for name in post:
        if name.startswith(f"{PREFIX}-"):
            del typed[name]
    typed._mutable = False
    return typed


def _is_kept(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and not name.startswith(f"{PREFIX}-") and "password" not in name
