"""The contact, its referrer, the people it concerns and its essential information (DOMAIN 5.1)."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from audit.field_history import field_history
from audit.models import Event
from directory.roles import DUTY_SIDE
from people.codes import ReferralSource
from people.models import Involvement, Person
from workflow.models import Record


class Contact(Record):
    """A request for information or a service, to be decided within 24 hours of receipt.

    `about_who_works_with_children` is the answer to what every form asks first; empty where nobody was asked.
    """

    retention = "case"
    READERS = DUTY_SIDE
    PEOPLE = "people"

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        AWAITING_DECISION = "awaiting_decision", "awaiting decision"
        WITH_WORKER = "with_worker", "with a worker"
        WITH_TEAM_MANAGER = "with_team_manager", "with the team's manager"
        WITH_TEAM = "with_team", "with the team"
        ADVICE_IN_PROGRESS = "advice_in_progress", "advice in progress"
        AWAITING_AUTHORISATION = "awaiting_authorisation", "awaiting authorisation"
        CLOSED = "closed", "closed"

    RECORDER_SEES = (State.DRAFT,)
    """Staff outside the duty team may record a draft, and see it while it is one."""

    class Channel(models.TextChoices):
        PHONE = "phone", "Phone"
        EMAIL = "email", "E-mail"
        SECURE_EMAIL = "secure_email", "Secure e-mail"
        FAX = "fax", "Fax"
        POST = "post", "Post"
        MARF = "marf", "Multi-agency referral form"
        PORTAL = "portal", "Portal"
        WALK_IN = "walk_in", "Walk-in"
        EMERGENCY_DUTY_TEAM = "emergency_duty_team", "Emergency duty team"
        POLICE_NOTIFICATION = "police_notification", "Police notification"
        API = "api", "Partner system"
        PROFESSIONAL_DISCUSSION = "professional_discussion", "Professional discussion"
        OTHER_AUTHORITY = "other_authority", "Other authority"
        COURT = "court", "Court"

    class Kind(models.TextChoices):
        CONCERN = "concern", "Concern"
        REQUEST_FOR_SUPPORT = "request_for_support", "Request for support"
        INFORMATION_REQUEST = "information_request", "Request for information"
        DOMESTIC_ABUSE_NOTIFICATION = "domestic_abuse_notification", "Domestic abuse notification"
        REMAND = "remand", "Remand"
        TRANSFER_IN = "transfer_in", "Transfer in"
        PRIVATE_FOSTERING = "private_fostering", "Private fostering"
        MISSING = "missing", "Missing child"

    class Priority(models.TextChoices):
        URGENT = "urgent", "Urgent (likely section 47)"
        ASSESSMENT = "assessment", "Assessment (likely section 17)"
        EARLY_HELP = "early_help", "Early help"
        INFORMATION = "information", "Information"

    class Outcome(models.TextChoices):
        NO_FURTHER_ACTION = "no_further_action", "No further action"
        ADVICE = "advice", "Advice and information"
        EARLY_HELP = "early_help", "Early help"
        REFERRAL = "referral", "Referral"
        PASSED_TO_TEAM = "passed_to_team", "Passed to the team"
        JOINED = "joined", "Joined with another contact"
        RECORDED_IN_ERROR = "recorded_in_error", "Recorded in error"

    class Threshold(models.TextChoices):
        MET = "met", "Met"
        NOT_MET = "not_met", "Not met"
        NOT_RECORDED = "not_recorded", "Not recorded"

    channel = models.CharField(max_length=30, choices=Channel.choices, default=Channel.PHONE)
    kind = models.CharField(max_length=30, choices=Kind.choices, default=Kind.CONCERN)
    priority = models.CharField(max_length=20, choices=Priority.choices, blank=True)
    outcome = models.CharField(max_length=30, choices=Outcome.choices, blank=True)
    threshold = models.CharField(max_length=20, choices=Threshold.choices, default=Threshold.NOT_RECORDED)
    concerns = models.TextField(blank=True)
    task = models.TextField(blank=True)
    advised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined_in", db_index=False
    )
    information_added_at = models.DateTimeField(null=True, blank=True)
    # Empty until somebody has answered; never true, for then it is the LADO's and nothing is kept here.
    about_who_works_with_children = models.BooleanField(null=True, blank=True, editable=False)
    typed = models.JSONField(null=True, blank=True)
    people = models.ManyToManyField(Person, through="ContactPerson", related_name="contacts")

    history = field_history(excluded_fields=["typed"])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(state="closed") & ~Q(outcome="")) | (~Q(state="closed") & Q(outcome="")),
                name="contact_has_an_outcome_when_closed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["with_worker", "advice_in_progress"], holder__isnull=False)
                | (~Q(state__in=["with_worker", "advice_in_progress"]) & Q(holder=None)),
                name="contact_has_a_holder_when_with_one",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["with_team_manager", "with_team"], team__isnull=False)
                | (~Q(state__in=["with_team_manager", "with_team"]) & Q(team=None)),
                name="contact_has_a_team_when_with_one",
            ),
            models.CheckConstraint(
                condition=Q(outcome="joined", joined_to__isnull=False) | (~Q(outcome="joined") & Q(joined_to=None)),
                name="contact_joined_to_another",
            ),
            models.CheckConstraint(
                condition=Q(received_at__lte=F("created_at")), name="contact_received_before_recorded"
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at"]),
            models.Index(fields=["state"]),
            models.Index(fields=["joined_to"], condition=Q(joined_to__isnull=False), name="contact_joined_to"),
        ]

    def get_absolute_url(self):
        return f"/contacts/{self.reference}/"

    @property
    def urgent(self):
        """Whether it stands first in every tray."""
        return self.priority == self.Priority.URGENT

    @property
    def children(self):
        """The children on it, as recorded, in the order they were named."""
        return self.involved.filter(part=ContactPerson.Part.CHILD).select_related("person")


class ContactPersonQuerySet(models.QuerySet):
    """Those whom contacts concern."""

    def known_to(self, user):
        """Those of whom `user`, who sees the contact, may read and say more than that there is somebody.

        Whoever works with people, of everybody; who may only record a draft, of those whom it put on file, until
        anybody else says anything of them: from then on they are the council's, and no more the caller's words.
        """
        visible = Person.objects.visible_to(user).filter(pk=OuterRef("person"))
        elsewhere = ContactPerson.objects.filter(person=OuterRef("person")).exclude(contact=OuterRef("contact"))
        kind = ContentType.objects.get_for_model(Person)
        by_others = Event.behind_walls.filter(content_type=kind, object_id=OuterRef("person_id")).exclude(actor=user)
        cases = Involvement.objects.filter(person=OuterRef("person"))
        own = Q(new_here=True) & ~Exists(elsewhere) & ~Exists(by_others) & ~Exists(cases)
        return self.filter(Exists(visible) | own)


class ContactPerson(models.Model):
    """Somebody whom a contact concerns, and as what.

    `row` is the form's row that named them, saved twice or not; `new_here`: it was this contact that
    put them on file. `caller_said`: what was said of somebody on file when they were chosen, and
    `settled`: of which of these facts the recorder has since said what is right.
    """

    retention = "case"

    class Part(models.TextChoices):
        CHILD = "child", "Child"
        PARENT = "parent", "Parent or carer"
        HOUSEHOLD = "household", "Lives in the household"
        ALLEGED_PERPETRATOR = "alleged_perpetrator", "Alleged perpetrator"
        OTHER = "other", "Somebody else"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="involved")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="on_contacts")
    part = models.CharField(max_length=30, choices=Part.choices, default=Part.CHILD)
    to_be_confirmed = models.BooleanField(default=False)
    row = models.UUIDField(null=True, blank=True, editable=False)
    new_here = models.BooleanField(default=False, editable=False)
    caller_said = models.JSONField(null=True, blank=True, editable=False)
    settled = models.JSONField(null=True, blank=True, editable=False)

    objects = ContactPersonQuerySet.as_manager()
    history = field_history()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["contact", "person"], name="on_a_contact_once"),
            models.UniqueConstraint(fields=["contact", "row"], name="one_person_for_each_row_of_the_form"),
        ]

    def __str__(self):
        return f"{self.contact_id} {self.part} {self.person_id}"


class Referrer(models.Model):
    """Who made a contact, and how it is safe to answer them; or that they would not say who they are."""

    retention = "case"

    class SafeWay(models.TextChoices):
        EMAIL = "email", "By e-mail"
        LETTER = "letter", "By letter"
        PHONE = "phone", "By telephone only"
        NONE = "none", "Not at all"

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="referrer")
    anonymous = models.BooleanField(default=False)
    name = models.CharField(max_length=160, blank=True)
    role = models.CharField(max_length=120, blank=True)
    agency = models.CharField(max_length=160, blank=True)
    source = models.CharField(max_length=2, choices=ReferralSource.choices, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    safe_way = models.CharField(max_length=10, choices=SafeWay.choices, blank=True)

    history = field_history()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(name="", email="", phone="", address=""),
                name="anonymous_referrer_has_no_name",
            )
        ]

    def __str__(self):
        return f"referrer of {self.contact_id}"


class EssentialAnswer(models.Model):
    """One item of essential information: what was said, or why it is not known.

    `person` is the child it is about; empty when it is asked once for all of them. `parents` marks
    the parents' answer to an item that is asked about children and parents.
    """

    retention = "case"

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(ContactPerson, null=True, blank=True, on_delete=models.CASCADE, related_name="answers")
    parents = models.BooleanField(default=False)
    item = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    not_known_because = models.CharField(max_length=300, blank=True)

    history = field_history()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "person", "parents", "item"], nulls_distinct=False, name="one_answer_per_item"
            ),
            models.CheckConstraint(
                condition=Q(text="") ^ Q(not_known_because=""), name="answered_or_not_known_because"
            ),
        ]

    def __str__(self):
        return f"{self.item} of {self.contact_id}"
