"""What the main system says of families: groups and addresses."""

from collections.abc import Iterable

from directory.london import london_day
from mainsystem.models import ImportedRow
from mainsystem.services.batch import Batch, ends_first, identity
from people.models import Address, Household, HouseholdMember
from people.places import may_be_at
from people.services.addresses import protected_near

GROUP = "family group"
MEMBER = ("household_id", "person_id")
MOST = 50
"""People of one family. Where more bear its number it stands for none, as `0` or `UNKNOWN` may."""
TOO_MANY = f"More than {MOST} people have this: too many for a family, and nobody is grouped by it"


def write_families(batch: Batch) -> None:
    """Somebody of a family as the main system groups them, who need not live together."""
    batch.find(person="fami_person_id")
    _refuse_too_many(batch)
    rows = batch.to_write()
    groups = _groups({row.facts["family"] for row in rows})
    pairs = {row.key: (groups[row.facts["family"]], row.people["person"].pk) for row in rows}
    there = HouseholdMember.objects.filter(household__in=groups.values(), to_date=None)
    members, first = {(one.household_id, one.person_id): one for one in there}, {}
    former = set()
    for row in rows:
        pair = pairs[row.key]
        row.twin = first.get(pair)
        first.setdefault(pair, row)
        former |= {row.made} - {None}
        row.made = members[pair].pk if pair in members else None
    batch.touch(row.people["person"] for row in rows)
    on_file = {one.pk: one for one in members.values()}
    batch.save(HouseholdMember, on_file, lambda row, one: dict(zip(MEMBER, pairs[row.key], strict=True)))
    _leave(batch, former - {row.made for row in rows}, rows)


def _refuse_too_many(batch):
    """No group of more than `MOST`, on file and of these rows together: it ends, and stays known as none."""
    said = {}
    for row in batch.good():
        said.setdefault(row.facts["family"], set()).add(row.people["person"].pk)
    known = dict(ImportedRow.objects.filter(table=GROUP, key__in=said).values_list("key", "made"))
    keys = {made: key for key, made in known.items() if made}
    now = HouseholdMember.objects.filter(household__in=keys, to_date=None)
    for group, person in now.values_list("household_id", "person_id"):
        said[keys[group]].add(person)
    grown = {key for key, people in said.items() if len(people) > MOST and known.get(key, key)}
    _end(batch, now.filter(household__in=[known[key] for key in grown & known.keys()]))
    ImportedRow.objects.filter(table=GROUP, key__in=grown).update(made=None)
    ImportedRow.objects.bulk_create(ImportedRow(table=GROUP, key=key) for key in sorted(grown - known.keys()))
    none = grown | {key for key, made in known.items() if made is None}
    for row in (row for row in batch.good() if row.facts["family"] in none):
        row.refuse("fami_family_id", TOO_MANY)


def _leave(batch, members, rows):
    """Whoever is of another family now has left the one before, unless another row still says so."""
    keys = {row.key for row in rows}
    others = ImportedRow.objects.filter(table="family", made__in=members).exclude(key__in=keys) if members else []
    still = {row.made for row in others}
    _end(batch, HouseholdMember.objects.filter(pk__in=members - still, to_date=None))


def _end(batch, members):
    left = list(members)
    for one in left:
        one.to_date = london_day(batch.of.as_of)
    batch.change(HouseholdMember, left, ["to_date"])


def _groups(families: Iterable[str]) -> dict[str, int]:
    known = ImportedRow.objects.filter(table=GROUP, key__in=families, made__isnull=False)
    found = dict(known.values_list("key", "made"))
    new = sorted(set(families) - set(found))
    made = Household.objects.bulk_create(Household(kind=Household.Kind.FAMILY) for _ in new)
    rows = [ImportedRow(table=GROUP, key=key, made=one.pk) for key, one in zip(new, made, strict=True)]
    ImportedRow.objects.bulk_create(rows)
    return found | {row.key: row.made for row in rows}


def write_addresses(batch: Batch) -> None:
    """Where somebody lives or lived; of whoever has a protected address here no other one is taken in."""
    batch.find(person="addr_person_id")
    protected = protected_near({identity(row.people["person"]) for row in batch.good()})
    for row in batch.good():
        if _is_protected(row, protected[identity(row.people["person"])]):
            # Who reads the report must not learn from it whose address is protected: not even that a row was kept out.
            row.pass_over()
        elif ends_first(row.facts):
            row.refuse("addr_address_end_date", "Before the start")
        elif row.is_new and not (row.facts.get("lines") or row.facts.get("postcode")):
            row.refuse("addr_address_json", "No address in it")
    there = Address.objects.in_bulk([row.made for row in batch.to_write() if row.made])
    for row in batch.to_write():
        # What the front door has said since, or a cell that could not be read, may not fit what is said now.
        if ends_first(vars(there[row.made]) | _address(row, there[row.made]) if row.made in there else {}):
            row.refuse("addr_address_start_date", "Ends before that on file")
    batch.touch(row.people["person"] for row in batch.to_write())
    batch.save(Address, there, _address)


def _address(row, one):
    names = {"lines": "", "postcode": "", "from_date": None, "to_date": None}
    said = {name: row.facts.get(name, empty) for name, empty in names.items() if one is None or name in row.changes}
    return said | {"person": row.people["person"]}


def _is_protected(row, near):
    """Whether an address of theirs is protected here, or this one as that of somebody of their family."""
    who, place = identity(row.people["person"]), {name: row.facts.get(name, "") for name in ("lines", "postcode")}
    return any(one.root == who or may_be_at(one, **place) for one in near)
