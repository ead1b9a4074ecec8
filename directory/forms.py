"""What an administrator types about colleagues, their roles, the rota, the opening hours and the duty numbers."""

from datetime import date, timedelta

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth import get_user_model, password_validation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Q
from django.utils import timezone

from directory import demo, profile
from directory.london import london_day, midnight, spoken
from directory.models import DirectoryEntry, OfficeHours, RoleGrant, Team
from directory.profile.calendars import WEEK
from directory.profile.reading import Wrong
from directory.profile.teams import PhoneNumber
from directory.roles import DUTY_TEAM, STAFF, Role
from directory.services import holders

COVER_LASTS_AT_MOST = timedelta(days=31)
WEEKDAYS = [(number, day.value.capitalize()) for number, day in enumerate(WEEK)]
GRANTABLE = [(role.value, role.label) for role in Role if role is not Role.PARTNER]
"""A partner agency's system is given access as a system, and no person signs in as one."""

plain_name = RegexValidator(r"^[a-z0-9][a-z0-9._-]+$", "Use small letters, digits, dots and dashes.")


class SignInForm(LoginForm):
    """allauth's, in this house's words and without hints inside the boxes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class DetailsForm(forms.ModelForm):
    """Name and how to reach a colleague."""

    class Meta:
        model = get_user_model()
        fields = ["name", "email", "phone", "home_postcode"]
        labels = {"name": "Full name", "email": "E-mail", "phone": "Telephone", "home_postcode": "Home postcode"}
        help_texts = {
            "home_postcode": "For one thing alone: an auditor sees when they look at somebody who lives there."
        }

    def clean_email(self):
        """Not the demo's domain: without DEBUG nobody signs in with it."""
        email = self.cleaned_data["email"]
        if email.endswith(demo.DOMAIN) and "email" in self.changed_data:
            raise ValidationError(f"An address at {demo.DOMAIN[1:]} is for demo users.")
        return email


class NewUserForm(DetailsForm):
    """A new colleague. User names differ by more than capitals: nobody tells "Sam" from "sam" at sign-in."""

    username = forms.CharField(label="User name", max_length=40, min_length=2, validators=[plain_name])
    field_order = ["username"]

    def clean_username(self):
        name = self.cleaned_data["username"]
        if get_user_model().objects.filter(username__iexact=name).exists():
            raise ValidationError("Somebody has this user name already.")
        return name


class PasswordForm(forms.Form):
    """A first password, or another in place of a forgotten one, told to the colleague by word of mouth."""

    password1 = forms.CharField(
        label="New password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Ask them to change it when they have signed in.",
    )
    password2 = forms.CharField(
        label="The same again", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password1(self):
        password_validation.validate_password(self.cleaned_data["password1"], self.user)
        return self.cleaned_data["password1"]

    def clean(self):
        first, second = (self.cleaned_data.get(name) for name in ("password1", "password2"))
        if first and second and first != second:
            self.add_error("password2", "The two passwords differ.")
        return self.cleaned_data


class GrantForm(forms.Form):
    """A role for one colleague, from now or later, until it ends or somebody ends it."""

    role = forms.ChoiceField(label="Role", choices=GRANTABLE)
    starts = forms.DateTimeField(
        label="From", required=False, help_text="For example, 3/2/2014 14:05. Leave empty for now."
    )
    until = forms.DateTimeField(
        label="Until", required=False, help_text="For example, 3/2/2014 14:05. Leave empty when it has no end."
    )

    def __init__(self, *args, user, by, **kwargs):
        self.user, self.by = user, by
        super().__init__(*args, **kwargs)

    def clean_starts(self):
        """From now at the earliest: what somebody could see yesterday is not rewritten today."""
        now, starts = timezone.now(), self.cleaned_data["starts"]
        if starts and starts < now - timedelta(minutes=1):
            raise ValidationError("A role cannot be granted for a time that has passed.")
        return max(starts, now) if starts else now

    def clean(self):
        role, starts, until = (self.cleaned_data.get(name) for name in ("role", "starts", "until"))
        if until and starts and until <= starts:
            self.add_error("until", "The end must be after the start.")
        if role and starts:
            check_grant(self, self.user, role, starts, until, self.by)
        return self.cleaned_data


class CoverForm(forms.Form):
    """A duty-team role for a colleague who covers another: it starts at once and ends by itself."""

    user = forms.ModelChoiceField(queryset=None, label="Who covers", empty_label="Choose a colleague")
    role = forms.ChoiceField(label="As", choices=[(role.value, role.label) for role in Role if role in DUTY_TEAM])
    until = forms.DateTimeField(label="Until", help_text="For example, 3/2/2014 14:05. 31 days from now at the latest.")

    def __init__(self, *args, by, **kwargs):
        self.by, self.now = by, timezone.now()
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = holders(STAFF, self.now)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if not self.now < until <= self.now + COVER_LASTS_AT_MOST:
            raise ValidationError("Cover ends within 31 days from now. For longer ask a system administrator.")
        mine = RoleGrant.objects.at(self.now).filter(user=self.by, role=Role.PRACTICE_MANAGER)
        ends = list(mine.values_list("until", flat=True))
        if None not in ends and until > max(ends, default=self.now):
            raise ValidationError(
                "You cover the practice manager yourself: what you grant ends with that at the latest."
            )
        return until

    def clean(self):
        user, role, until = (self.cleaned_data.get(name) for name in ("user", "role", "until"))
        if user and role and until:
            check_grant(self, user, role, self.now, until, None)
        return self.cleaned_data


class TeamForm(forms.Form):
    """The one receiving team that a colleague belongs to."""

    team = forms.ModelChoiceField(queryset=Team.objects.none(), required=False, empty_label="No team")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = london_day(timezone.now())
        self.fields["team"].queryset = Team.objects.filter(Q(ended_on=None) | Q(ended_on__gte=today))


class RotaForm(forms.Form):
    """Somebody for the duty desk on one day of the week shown, in a role that they hold."""

    day = forms.TypedChoiceField(label="Day")
    role = forms.ChoiceField(label="As", choices=[(role.value, role.label) for role in Role if role in DUTY_TEAM])
    user = forms.ModelChoiceField(queryset=None, label="Who", empty_label="Choose a colleague")

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = [(day.isoformat(), f"{day:%A} {day.day} {day:%B}") for day in days]
        self.fields["day"].coerce = date.fromisoformat
        self.fields["user"].queryset = (
            get_user_model()
            .objects.filter(
                is_active=True, pk__in=held_between(days[0], days[-1]).filter(role__in=DUTY_TEAM).values("user_id")
            )
            .order_by("name", "pk")
        )

    def clean(self):
        user, role, day = (self.cleaned_data.get(name) for name in ("user", "role", "day"))
        if user and role and day and not held_between(day, day).filter(user=user, role=role).exists():
            self.add_error("user", f"{user.name} does not hold this role on that day.")
        return self.cleaned_data


class HoursForm(forms.ModelForm):
    """Opening and closing on one weekday. Deadlines that have started keep the due time they were given."""

    weekday = forms.TypedChoiceField(label="Day", choices=WEEKDAYS, coerce=int)
    calendar = forms.ChoiceField(label="Calendar")

    class Meta:
        model = OfficeHours
        fields = ["calendar", "weekday", "opens", "closes", "starts_on", "ends_on"]
        labels = {"starts_on": "First day", "ends_on": "Last day"}
        help_texts = {"opens": "For example, 09:00", "closes": "For example, 17:00"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        calendars = profile.current().calendars.values()
        self.fields["calendar"].choices = [(calendar.slug, calendar.name) for calendar in calendars]

    def clean(self):
        """Closing after opening, and one opening a day."""
        data = super().clean()
        if data.get("opens") and data.get("closes") and data["closes"] <= data["opens"]:
            self.add_error("closes", "Closing must be after opening.")
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "The last day must not be before the first.")
        if not self.errors and self._others(data).exists():
            raise ValidationError("There are hours for this day of the week at that time already: end or change those.")
        return data

    def _others(self, data):
        others = OfficeHours.objects.filter(calendar=data["calendar"], weekday=data["weekday"])
        others = others.exclude(pk=self.instance.pk)
        if data["ends_on"]:
            others = others.filter(Q(starts_on=None) | Q(starts_on__lte=data["ends_on"]))
        if data["starts_on"]:
            others = others.filter(Q(ends_on=None) | Q(ends_on__gte=data["starts_on"]))
        return others


class EntryForm(forms.ModelForm):
    """A duty number, or why there is none."""

    class Meta:
        model = DirectoryEntry
        fields = ["name", "numbers", "note"]
        help_texts = {
            "numbers": "One number a line, in the order to ring them.",
            "note": "When to ring it, or what to do where there is no number.",
        }

    def clean_numbers(self):
        lines = [line.strip() for line in self.cleaned_data["numbers"].splitlines() if line.strip()]
        try:
            return "\n".join(PhoneNumber(line) for line in lines)
        except Wrong as wrong:
            raise ValidationError(wrong.reason) from None

    def clean(self):
        data = super().clean()
        if not self.errors and not data["numbers"] and not data["note"]:
            self.add_error("numbers", "Give a number, or a note that says why there is none.")
        return data


def held_between(first, last):
    """The grants that hold at some time from the first London day to the last."""
    starts, ends = midnight(first), midnight(last + timedelta(days=1))
    return RoleGrant.objects.filter(Q(until=None) | Q(until__gt=starts), starts__lt=ends)


def check_grant(form, user, role, starts, until, by):
    """Nobody grants themselves a role, nobody is granted one twice at a time, and nobody inactive any."""
    if by is not None and user == by:
        form.add_error("role", "Nobody grants a role to themselves: ask another administrator.")
    if not user.is_active:
        form.add_error(None, f"{user.name} can no longer sign in.")
    held = RoleGrant.objects.filter(Q(until=None) | Q(until__gt=starts), user=user, role=role)
    if until:
        held = held.filter(starts__lt=until)
    if other := held.first():
        ends = f"until {spoken(other.until)}" if other.until else "without an end"
        form.add_error("role", f"{user.name} has this role from {spoken(other.starts)} {ends}: end that first.")
