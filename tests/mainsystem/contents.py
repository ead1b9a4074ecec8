"""All that extracts have made here, without what differs from one database to the next."""

from mainsystem.models import ImportedRow, ImportFile, ImportProblem, ProblemKind
from people.models import Address, HouseholdMember, Involvement, Person, Relationship

BY_CHANCE = {"id", "reference", "recorded_at", "identity_id"}
FIGURES = ("table", "offset", "line", "made", "changed", "same", "refused", "partly")


def all_of_it() -> dict[str, list]:
    """By kind, in an order that is the same everywhere."""
    people = [{k: v for k, v in row.items() if k not in BY_CHANCE} for row in Person.objects.values()]
    found = {
        "people": [sorted(row.items()) for row in people],
        "history": Person.history.values_list("main_system_id", "version", "history_type"),
        "mothers": Relationship.objects.values_list("person__main_system_id", "of__main_system_id", "kind"),
        "families": families(),
        "addresses": Address.objects.values_list("person__main_system_id", "lines", "postcode", "from_date"),
        "address history": Address.history.values_list("person__main_system_id", "lines", "history_type"),
        "cases": Involvement.objects.values_list(
            "person__main_system_id", "team__name", "worker_name", "supporting", "from_date", "to_date", "as_of"
        ),
        "case history": Involvement.history.values_list("person__main_system_id", "from_date", "history_type"),
        "rows": [(*row[:3], row[3] is None) for row in ImportedRow.objects.values_list("table", "key", "said", "made")],
        "figures": ImportFile.objects.values_list(*FIGURES),
        "problems": ImportProblem.objects.values_list("kind__file__table", "line", "kind__column", "kind__why"),
        "kinds": ProblemKind.objects.values_list("file__table", "column", "why", "refused", "count"),
    }
    return {kind: sorted(map(repr, rows)) for kind, rows in found.items()}


def families() -> list[list[str]]:
    """The members of each group."""
    groups = {}
    for group, number in HouseholdMember.objects.values_list("household", "person__main_system_id"):
        groups.setdefault(group, []).append(number)
    return [sorted(members) for members in groups.values()]
