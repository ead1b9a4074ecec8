"""Children and adults: names, birth dates, households, relationships, involvements, staff relations."""

from people.models.family import Address, Household, HouseholdMember, Relationship
from people.models.involvement import Involvement
from people.models.person import Person, PersonName, PersonQuerySet, StaffRelation, root
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
    "Search",
    "StaffRelation",
    "root",
]
