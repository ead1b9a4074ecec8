"""What the main system says of mothers and their children, held against what is on file."""

from collections.abc import Iterable

from mainsystem.services.batch import Batch, identity
from people.models import Person, Relationship, root
from people.services.kinship import PARENTS

MOTHER = Relationship.Kind.MOTHER


def write_mothers(batch: Batch) -> None:
    """A mother and her child: never herself or a descendant, never younger than the child, and no second one.

    Whoever was found to be the same is one, as everywhere; a relationship on file keeps the records it was made with.
    """
    batch.find(mother="moth_person_id", child="moth_childs_person_id")
    on_file = _Parents(identity(person) for row in batch.good() for person in row.people.values())
    for row in batch.good():
        mother, child = row.people["mother"], row.people["child"]
        wrong = on_file.wrong_with(mother, child, row.made)
        if wrong:
            row.refuse(*wrong)
        elif row.is_new or row.changes:
            on_file.take(row, identity(mother), identity(child))
    made = [row.made for row in batch.to_write() if row.made]
    # One that has ended here is not begun again: what the row says now is another.
    now = Relationship.objects.filter(pk__in=made, to_date=None).select_related("person", "of")
    batch.touch(row.people["child"] for row in batch.to_write())
    batch.save(Relationship, {one.pk: one for one in now}, _relationship)


def _relationship(row, one):
    said = {"person": row.people["mother"], "of": row.people["child"]}
    if one:
        on_file = {name: getattr(one, name) for name in said}
        said |= {name: who for name, who in on_file.items() if identity(who) == identity(said[name])}
    return said | {"kind": MOTHER}


class _Parents:
    """Who is whose parent now, on file and by the rows gone through: by child, the parent and the kind of each tie."""

    def __init__(self, people: Iterable[int]):
        self.ties, self.rows = {}, {}
        met, frontier = set(), set(people)
        while frontier:
            same = Person.objects.alias(root=root()).filter(root__in=frontier).order_by()
            now = Relationship.objects.filter(of__in=same.values("pk"), kind__in=PARENTS, to_date=None)
            met |= frontier
            frontier = set()
            for pk, kind, parent, child in now.values_list("pk", "kind", root("person__"), root("of__")):
                self.ties.setdefault(child, {})[pk] = parent, kind
                frontier |= {parent} - met

    def wrong_with(self, mother, child, made):
        """The column and the reason for which she cannot be the mother, or nothing; `made` is the row's own tie."""
        who, whose = identity(mother), identity(child)
        if who == whose:
            return "moth_childs_person_id", "Nobody is her own mother"
        if mother.birth_date and child.birth_date and mother.birth_date >= child.birth_date:
            return "moth_person_id", "A mother younger than her child"
        if self._descends(who, whose, made):
            return "moth_person_id", "The mother descends from the child on file"
        others = {parent for parent, kind in self._of(whose, made) if kind == MOTHER}
        return ("moth_person_id", "The child has another mother on file") if others - {who} else None

    def _of(self, child, made):
        return [tie for pk, tie in self.ties.get(child, {}).items() if pk != made]

    def _descends(self, who, of, made):
        met, frontier = set(), {who}
        while frontier and of not in frontier:
            met |= frontier
            frontier = {parent for each in frontier for parent, _ in self._of(each, made)} - met
        return bool(frontier)

    def take(self, row, who, whose):
        """She is the mother. What is on file, or stands in a row before, is not made again."""
        row.twin = self.rows.get((who, whose))
        if row.twin is None:
            self.rows[who, whose] = row
            ties = self.ties.setdefault(whose, {})
            row.made = next((pk for pk, tie in ties.items() if tie == (who, MOTHER)), row.made)
            ties[row.made or row.key] = who, MOTHER
