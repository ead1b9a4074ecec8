"""Every form of the product, where it stands, and who fills it in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from allauth.account.forms import LoginForm
from django import forms
from django.test import Client
from django.utils import timezone

from contacts.forms.actions import AdviceForm, NoFurtherActionForm, RationaleForm, WorkerForm
from contacts.forms.draft import ChildForm, DraftForm
from contacts.forms.teams import MayGoPastTheirManager
from contacts.services.differences import KEEP
from directory import forms as directory
from directory.resuming import SignInAgain
from directory.roles import Role
from directory.views.trail import QuestionForm
from duty.looks_page import LooksForm
from mainsystem.forms import ImportForm
from people.forms import facts
from people.forms.change import ChangeForm, EndForm, ReviewForm
from people.forms.family import RelativeForm, ResponsibilityForm, SomebodyForm
from people.forms.restriction import BreakGlassForm, ReadersForm, RestrictForm
from people.forms.search import ChronologyForm, NamedForm, SearchForm
from people.models import Alert, Search
from people.services.restriction import restrict
from tests.factories.cast import make_user
from tests.factories.contacts import bare_draft
from tests.factories.people import person, relationship
from tests.oracle.reading import any_row
from workflow.forms import ActionForm
from workflow.process import processes


@dataclass(frozen=True)
class Place:
    """A form on a page: its class, its address, who fills it in, and the prefix of its fields.

    `fields` are asked of the page itself where they differ from one record to the next.
    """

    form: type[forms.BaseForm]
    address: str
    user: object
    prefix: str = ""
    known_errors_by_field: bool = True
    fields: Callable[[Client, str], dict[str, forms.Field]] = lambda client, address: (
        client.get(address).context["form"].fields
    )


def _childs_fields(client, address):
    """All but which of two is right: that is asked where the caller differs, and nowhere on a bare draft."""
    return {f"child-0-{name}": field for name, field in ChildForm().fields.items() if not name.endswith(KEEP)}


def _drafts_fields(client, address):
    return DraftForm().fields | _childs_fields(client, address)


def _named_fields(client, address):
    return {f"child-0-{name}": field for name, field in NamedForm().fields.items()}


def action_places(stage) -> list[Place]:
    """The page of every action of every process, on a contact in the first state that it goes from."""
    places = []
    for process in processes():
        for transition in process.transitions:
            source = transition.source[0]
            contact = stage.contact(source, transition.name)
            address = f"{contact.get_absolute_url()}do/{transition.name}/"
            places.append(Place(transition.form, address, stage.actor(any_row(source, transition.name))))
    return places


def other_places(stage) -> list[Place]:
    """Every other form."""
    cast, admin = stage.cast, make_user("Ada", Role.SYSTEM_ADMIN)
    auditor, sam = make_user("Otto", Role.AUDITOR), f"/users/{cast.sam.pk}/"
    draft = bare_draft(cast.cleo).get_absolute_url() + "edit/"
    return [
        Place(DraftForm, draft, cast.cleo, fields=_drafts_fields),
        Place(ChildForm, draft, cast.cleo, fields=_childs_fields),
        Place(SearchForm, "/people/search/", cast.cleo),
        *people_places(stage),
        Place(NamedForm, "/people/matches/?row=child-0", cast.cleo, known_errors_by_field=False, fields=_named_fields),
        Place(directory.SignInForm, "/sign-in/", None, known_errors_by_field=False),
        Place(directory.NewUserForm, "/users/new/", admin),
        Place(directory.DetailsForm, f"{sam}details/", admin),
        Place(directory.PasswordForm, f"{sam}password/", admin),
        Place(directory.GrantForm, f"{sam}grant/", admin),
        Place(directory.TeamForm, f"{sam}team/", admin),
        Place(directory.CoverForm, "/cover/", cast.pat),
        Place(directory.RotaForm, "/rota/", admin),
        Place(directory.HoursForm, "/hours/new/", admin),
        Place(directory.EntryForm, "/directory/new/", admin),
        Place(QuestionForm, "/audit/", auditor),
        Place(LooksForm, "/audit/looks/", auditor),
        Place(ImportForm, "/main-system/", admin),
    ]


def people_places(stage) -> list[Place]:
    """Every form about a person, on a child with an alert, a mother, and a search that finds somebody restricted."""
    cast = stage.cast
    child, mother = (person(name, "child", timezone.now()) for name in ("Ivy Place", "Kay Place"))
    alert = Alert.objects.create(person=child, kind="animals", text="A dog", since=date(2014, 1, 1))
    tie, ivy = relationship(mother, "mother", child), f"/people/{child.reference}/"
    shut, change = person("Una Closed", "child", timezone.now()), f"{ivy}change/"
    restrict(shut, [cast.pat], "A colleague's child", date(2099, 1, 1), cast.pat, timezone.now())
    search = Search.objects.create(user=cast.dana, text="Una Closed", at=timezone.now())
    return [
        Place(facts.FactsForm, f"{change}facts/", cast.cleo),
        Place(facts.NameForm, f"{change}name/", cast.cleo),
        Place(facts.AlertForm, f"{change}alert/", cast.cleo),
        Place(facts.AddressForm, f"{change}address/", cast.cleo),
        Place(facts.ProtectedAddressForm, f"{change}protected-address/", cast.cleo),
        Place(RelativeForm, f"{change}relative/", cast.cleo),
        Place(SomebodyForm, f"{change}household/", cast.cleo),
        Place(ResponsibilityForm, f"{change}responsibility/{tie.pk}/", cast.cleo),
        Place(EndForm, f"{change}end-alert/{alert.pk}/", cast.cleo),
        Place(ReviewForm, f"{change}review-alert/{alert.pk}/", cast.cleo),
        Place(RestrictForm, f"{ivy}restrict/", cast.pat),
        Place(ReadersForm, f"/people/{shut.reference}/restriction/", cast.pat),
        Place(BreakGlassForm, f"/people/search/{search.key}/open/", cast.dana),
    ]


ELSEWHERE = {
    ChronologyForm: "asked for with the page and never posted (tests/people)",
    SignInAgain: "only beside another form that was sent too late (tests/accounts)",
    LoginForm: "allauth's own",
}
BASES = {
    ActionForm, WorkerForm, ChangeForm, RationaleForm, NoFurtherActionForm, AdviceForm, MayGoPastTheirManager,
}  # fmt: skip


def every_form() -> set[type[forms.BaseForm]]:
    """Every form class of the house that people can meet, whoever defines it."""
    found, waiting = set(), [forms.BaseForm]
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if form.__module__.split(".")[0] in OURS and form.base_fields:
                found.add(form)
    return found - set(ELSEWHERE) - BASES


OURS = {"accounts", "contacts", "correspondence", "directory", "duty", "mainsystem", "people", "referrals", "workflow"}
