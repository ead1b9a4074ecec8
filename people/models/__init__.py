"""Children and adults: names, birth dates, households, relationships, involvements, staff relations."""

from people.models.family import Address, Household, HouseholdMember, Relationship
from people.models.hidden import Restriction, RestrictionReader, StaffRelation
from people.models.involvement import Involvement
from people.models.person import Person, PersonName, PersonQuerySet
from people.models.roots import is_any_of, root
from people.models.search import Search

__all__ = [
    "Address",
    "Household",
    "HouseholdMember",
    "Involvement",
    "Person",
    "PersonName",
    "PersonQuerySet",
    "Relationship",
    "Restriction",
    "RestrictionReader",
    "Search",
    "StaffRelation",
    "is_any_of",
    "root",
]
