"""Children and adults: who they are, and who of them is the same."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from audit.field_history import field_history
from directory.models import holds_any
from directory.roles import DUTY_SIDE, TEAM_ROLES
from people.codes import Disability, Ethnicity, Gender, Sex, UpnUnknown
from people.models.hidden import Restriction, StaffRelation, hidden_roots
from people.models.roots import is_any_of, root
from people.names import name_vector
from people.references import new_reference


class PersonQuerySet(models.QuerySet):
    """People, as one reader may know of them."""

    READERS = DUTY_SIDE | TEAM_ROLES

    def visible_to(self, user):
        """Everyone, for those who work with people, but for whom is hidden from this reader (DOMAIN sections 2, 3)."""
        return self.filter(holds_any(user, self.READERS)).exclude(is_any_of(root(), hidden_roots(user)))

    def hidden_from(self, user):
        """The user's own relations, and whoever is restricted to readers among whom the user is not."""
        return self.filter(is_any_of(root(), hidden_roots(user)))

    def restricted_from(self, user):
        """Those hidden from the user who are no relation of theirs: of these a search may say that there are some."""
        closed = self.filter(holds_any(user, self.READERS), is_any_of(root(), Restriction.roots_closed_to(user)))
        return closed.exclude(is_any_of(root(), StaffRelation.roots_of(user)))

    def restricted(self):
        """Those who are restricted to named readers, by whichever of their duplicates: asked of those one may open."""
        return self.filter(is_any_of(root(), Restriction.objects.in_force().values(root=root("person__"))))

    def same_as(self, person_ids):
        """Everyone on file who is one of these people, merged duplicates and all."""
        roots = Person.objects.filter(pk__in=person_ids).values(root=root())
        return self.alias(root=root()).filter(root__in=roots)

    def related_to_staff(self, user):
        """The user's own relations and the user, by whichever of their duplicates they were marked."""
        return self.filter(is_any_of(root(), StaffRelation.roots_of(user)))


class Person(models.Model):
    """A child, an unborn child or an adult that a record is about.

    A record keeps the person that it was recorded with. Merging sets `identity`, unmerging empties
    it, nothing is re-pointed (ARCHITECTURE rule 10). The accused of the LADO log is never one.
    """

    retention = "person"

    class Kind(models.TextChoices):
        CHILD = "child", "child"
        UNBORN = "unborn", "unborn child"
        ADULT = "adult", "adult"

    class BirthDateIs(models.TextChoices):
        EXACT = "exact", "exact"
        ESTIMATED = "estimated", "estimated"
        EXPECTED = "expected", "expected"

    reference = models.CharField(max_length=20, unique=True, default=new_reference, editable=False)
    identity = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="same")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CHILD)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=255, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    birth_date_is = models.CharField(max_length=10, choices=BirthDateIs.choices, default=BirthDateIs.EXACT)
    death_date = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    gender = models.CharField(max_length=2, choices=Gender.choices, blank=True)
    ethnicity = models.CharField(max_length=4, choices=Ethnicity.choices, blank=True)
    first_language = models.CharField(max_length=60, blank=True)
    religion = models.CharField(max_length=60, blank=True)
    nationality = models.CharField(max_length=60, blank=True)
    interpreter_needed = models.BooleanField(null=True)
    special_needs = models.TextField(blank=True)
    disabilities = ArrayField(models.CharField(max_length=4, choices=Disability.choices), default=list, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    upn = models.CharField(max_length=13, blank=True)
    upn_unknown = models.CharField(max_length=3, choices=UpnUnknown.choices, blank=True)
    former_upn = models.CharField(max_length=13, blank=True)
    main_system_id = models.CharField(max_length=48, blank=True)
    school = models.CharField(max_length=160, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()

    objects = PersonQuerySet.as_manager()
    history = field_history()

    class Meta:
        ordering = ["family_name", "given_name", "pk"]
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(condition=~Q(identity=F("pk")), name="identity_is_another_person"),
            models.CheckConstraint(
                condition=Q(death_date=None) | Q(birth_date=None) | Q(death_date__gte=F("birth_date")),
                name="born_before_died",
            ),
        ]
        indexes = [
            models.Index(fields=["family_name", "given_name"]),
            models.Index(fields=["birth_date"]),
            models.Index(root(), name="person_root"),
            GinIndex(name_vector(), name="person_words"),
            models.Index(fields=["nhs_number"], condition=~Q(nhs_number=""), name="person_nhs_number"),
            models.Index(fields=["upn"], condition=~Q(upn=""), name="person_upn"),
            models.Index(fields=["main_system_id"], condition=~Q(main_system_id=""), name="person_main_system_id"),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        return f"/people/{self.reference}/"

    @property
    def full_name(self):
        """The name as it is said, or that there is none yet."""
        return " ".join(filter(None, [self.given_name, self.family_name])) or "Name not known"

    def age_on(self, day: date) -> int | None:
        """Whole years of age on `day`; nothing when the birth date is not known or lies ahead."""
        if self.birth_date is None or self.birth_date > day:
            return None
        before_birthday = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before_birthday


class PersonName(models.Model):
    """Another name of a person: an alias, a spelling variation, a name before."""

    retention = "person"

    class Kind(models.TextChoices):
        ALIAS = "alias", "also known as"
        SPELLING = "spelling", "spelling variation"
        FORMER = "former", "former name"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ALIAS)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=255, blank=True)

    history = field_history()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["family_name", "given_name"]),
            GinIndex(name_vector(), name="person_name_words"),
        ]

    def __str__(self):
        return f"{self.given_name} {self.family_name}".strip()
