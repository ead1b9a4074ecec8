"""What every process's record has, and the engine's own rows: slips, links, decisions."""

from itertools import groupby

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.lookups import IsNull
from django.utils import timezone

from audit.models import AboutRecord, Event, UnwalledManager
from directory.models import Membership, RoleGrant, Team, holds_any
from directory.roles import STAFF, TEAM_ROLES, Role
from people.models import Person, Restriction, RestrictionReader, StaffRelation, is_any_of, root
from people.references import new_reference


class RecordQuerySet(models.QuerySet):
    """Records of one process."""

    def visible_to(self, user):
        """The records that `user` may know of: the one place that says so for this model.

        By role (`READERS`); for a receiving team what is or was in its own or its workers' trays; a draft also
        for who recorded it, while they work with cases at all; never one about somebody who is hidden from
        the reader: an own relation, or restricted to others (DOMAIN sections 2, 3 and 4).
        """
        seen = Q(holds_any(user, self.model.READERS)) | (Q(holds_any(user, STAFF)) & self.model.recorded_by(user))
        content_type = ContentType.objects.get_for_model(self.model)
        seen |= Q(Stay.objects.with_team_of(user, content_type, OuterRef("pk")))
        hidden = self.model.objects.about_any_of(Person.objects.hidden_from(user)).values("pk")
        return self.filter(seen).exclude(is_any_of(F("pk"), hidden))

    def related_to_staff(self, user):
        """The records that concern the user or the user's own relation."""
        return self.about_any_of(Person.objects.related_to_staff(user))

    def about_any_of(self, people):
        """The records that concern one of these few people."""
        return self.filter(is_any_of(F(self.model.PEOPLE), people.order_by().values("pk")))

    def with_restricted(self):
        """Each with `restricted`: whether it concerns somebody who is restricted, which its readers are told."""
        theirs = self.model.objects.about_any_of(Person.objects.restricted()).order_by().values("pk")
        return self.annotate(restricted=is_any_of(F("pk"), theirs))


class Record(models.Model):
    """A work item of a process. Its state begins and changes in `workflow.engine` alone.

    A model names its readers by role in `READERS`, in `PEOPLE` the look-up from it to the people it
    concerns, and in `RECORDER_SEES` the states in which who recorded it may see it for that alone.
    """

    READERS: frozenset[Role]
    RECORDER_SEES: tuple[str, ...] = ()
    PEOPLE: str
    State: type[models.TextChoices]
    wall = None
    priority = ""

    reference = models.CharField(max_length=20, unique=True, default=new_reference, editable=False)
    state = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return self.reference

    @classmethod
    def recorded_by(cls, user):
        """The records that `user` may see because they recorded them."""
        return Q(state__in=cls.RECORDER_SEES, created_by=user)

    def readers_among(self, users, for_good=False):
        """Of these users, those who may know of this record: `visible_to` asked the other way round, in one query.

        `for_good` leaves out who may for some hours only, because they broke the glass.
        """
        granted = RoleGrant.objects.at(timezone.now())
        seen = Q(pk__in=granted.filter(role__in=sorted(self.READERS)).values("user"))
        if self.state in self.RECORDER_SEES:
            seen |= Q(pk=self.created_by_id) & Q(pk__in=granted.filter(role__in=sorted(STAFF)).values("user"))
        teams = Membership.objects.at(timezone.now()).filter(team__in=Stay.about(self).values("team"))
        of_team = Q(pk__in=granted.filter(role__in=sorted(TEAM_ROLES)).values("user"))
        seen |= of_team & Q(pk__in=teams.values("user"))
        return self.not_hidden_from(users.filter(seen, is_active=True), for_good)

    def not_hidden_from(self, users, for_good=False):
        """Of these users those from whom nobody whom it concerns is hidden, or soon will be again."""
        roots = self.concerned().order_by().values(root=root())
        related = StaffRelation.objects.alias(root=root("person__")).filter(root__in=roots).values("user")
        reading = RestrictionReader.objects.named() if for_good else RestrictionReader.objects.now()
        reading = reading.filter(restriction=OuterRef("pk"), user=OuterRef(OuterRef("pk")))
        about = Restriction.objects.in_force().alias(root=root("person__")).filter(root__in=roots)
        return users.exclude(pk__in=related).filter(~Exists(about.exclude(Exists(reading))))

    def get_state_display(self):
        """The state as people say it."""
        return self.State(self.state).label

    def concerned(self):
        """The people whom this record concerns, as recorded."""
        return Person.objects.filter(pk__in=type(self)._base_manager.filter(pk=self.pk).values(self.PEOPLE))

    def is_restricted(self):
        """Whether it concerns somebody who is restricted, which its readers are told."""
        return self.concerned().restricted().exists()


def _readers(model: type[Record]) -> list[Role]:
    return sorted(model.READERS)


class SlipQuerySet(models.QuerySet):
    """What lies in trays."""

    def visible_to(self, user):
        """The slips of records that `user` may know of: the same answer as the records' own `visible_to`."""
        seen = Q(holds_any(user, STAFF), recorder=user)
        seen |= Q(Stay.objects.with_team_of(user, OuterRef("content_type"), OuterRef("object_id")))
        for readers, models_read in groupby(sorted(Record.__subclasses__(), key=_readers), key=_readers):
            kinds = [model._meta.label_lower for model in models_read]
            seen |= Q(holds_any(user, readers), kind__in=kinds)
        hidden = Person.objects.hidden_from(user).order_by().values("pk")
        theirs = SlipPerson.objects.filter(is_any_of(F("person"), hidden)).values("slip")
        return self.filter(seen).exclude(is_any_of(F("pk"), theirs))

    def in_tray(self, slug):
        """What lies in a named tray, in its order: urgent first, then the nearest deadline."""
        return self.filter(tray=slug).order_by("rank", "due_at", "pk")


class Slip(AboutRecord):
    """One row for each open record: what lies in a tray. Made again from the records by `rebuild_slips`.

    Exactly one of tray, team and holder. Only what sorts, filters or hides is kept here. `recorder`
    is set while who recorded it may see it for that alone.
    """

    retention = "transient"

    process = models.CharField(max_length=40)
    kind = models.CharField(max_length=80)
    reference = models.CharField(max_length=20)
    tray = models.CharField(max_length=40, null=True, blank=True)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="slips")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="slips"
    )
    recorder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rank = models.PositiveSmallIntegerField(default=1)
    priority = models.CharField(max_length=20, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    people = models.ManyToManyField(Person, through="SlipPerson", related_name="+")

    objects = UnwalledManager.from_queryset(SlipQuerySet)()
    behind_walls = models.Manager.from_queryset(SlipQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="one_slip_per_record"),
            models.CheckConstraint(
                condition=(
                    Q(tray__isnull=False, team=None, holder=None)
                    | Q(tray=None, team__isnull=False, holder=None)
                    | Q(tray=None, team=None, holder__isnull=False)
                ),
                name="in_exactly_one_tray",
            ),
        ]
        indexes = [
            models.Index(fields=["tray", "rank", "due_at"], name="slip_tray"),
            models.Index(fields=["holder", "rank", "due_at"], name="slip_holder"),
            models.Index(fields=["team", "rank", "due_at"], name="slip_team"),
        ]

    def __str__(self):
        return self.reference


class SlipPerson(models.Model):
    """Somebody whom an open record concerns: hides it from their relations, groups it by family."""

    retention = "transient"

    slip = models.ForeignKey(Slip, on_delete=models.CASCADE)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slip", "person"], name="on_a_slip_once")]

    def __str__(self):
        return f"{self.slip_id} {self.person_id}"


class StayQuerySet(models.QuerySet):
    """When what lay with which team."""

    def with_team_of(self, user, content_type: ContentType | OuterRef, pk: OuterRef) -> IsNull:
        """A condition: that record is or was with the team of which `user` is now a manager or worker.

        Asked of each record and never of the team, for what a team ever had grows for ever. (Of an `Exists` the
        planner may choose to read all of it, once; of a single value it cannot.)
        """
        teams = Membership.objects.at(timezone.now()).filter(user=user).values("team")
        mine = self.filter(holds_any(user, TEAM_ROLES), is_any_of(F("team"), teams))
        stays = mine.filter(content_type=content_type, object_id=pk)
        return IsNull(Subquery(stays.order_by().values("pk")[:1]), False)


class Stay(AboutRecord):
    """The time that a record lay in a receiving team's tray, or in that of one of the team's workers.

    Who is in that team now may read it ever after (DOMAIN section 4: "what is or was in its own or its workers'
    trays"). `state` is what it lay there as.
    """

    retention = "case"

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=40)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = UnwalledManager.from_queryset(StayQuerySet)()
    behind_walls = models.Manager.from_queryset(StayQuerySet)()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], condition=Q(until=None), name="with_one_team_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="stay_ends_after_it_starts"
            ),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return f"{self.object_id} with {self.team_id}"


class Link(AboutRecord):
    """`record` was made by `maker`: a contact made a referral, an episode made a contact."""

    retention = "case"

    maker_type = models.ForeignKey("contenttypes.ContentType", on_delete=models.PROTECT, related_name="+")
    maker_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["maker_type", "maker_id", "content_type", "object_id"], name="linked_once")
        ]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return f"{self.maker_id} made {self.object_id}"


class Decision(AboutRecord):
    """What somebody said when they acted: append-only, apart from the event, so that it can be deleted by retention.

    `words` maps each field's slug to the text that was given.
    """

    retention = "case"

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="decision")
    step = models.CharField(max_length=60)
    words = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self):
        return f"{self.step} {self.object_id}"
