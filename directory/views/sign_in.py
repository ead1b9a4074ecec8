"""Signing in and out, one's own password, and the way home. allauth does the work, see `directory.sign_in`."""

from allauth.account.utils import get_next_redirect_url, perform_login
from allauth.account.views import LoginView, password_change
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from directory.demo import demo_sign_ins, demo_users
from directory.forms import SignInForm
from directory.pages import home_of


class SignIn(LoginView):
    """allauth's page, with the demo's users while DEBUG is on, and a page of its own for a locked name."""

    form_class = SignInForm

    def get_context_data(self, **kwargs):
        demo = demo_sign_ins() if settings.DEBUG else []
        return super().get_context_data(**kwargs) | {"demo_users": demo}

    def form_invalid(self, form):
        locked = next((error for error in form.non_field_errors().as_data() if error.code == "locked_out"), None)
        if locked:
            return render(self.request, "account/lockout.html", locked.params, status=429)
        return super().form_invalid(form)


@login_not_required
@require_POST
def sign_in_as_demo(request):
    """Sign in as a demo user with one click. Without DEBUG there is no such page."""
    if not settings.DEBUG:
        raise Http404
    user = get_object_or_404(demo_users(), username=request.POST.get("username", ""))
    return perform_login(request, user, redirect_url=get_next_redirect_url(request))


def change_password(request):
    """allauth's page; for a demo user, who has no password, there is none."""
    if not request.user.has_usable_password():
        raise Http404
    return password_change(request)


def home(request):
    """Lead each role to the place where its work is."""
    name, arguments = home_of(request.roles)
    return redirect(name, **arguments)
