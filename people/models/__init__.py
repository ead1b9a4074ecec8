"""Children and adults: names, birth dates, households, relationships, involvements, staff relations."""

from people.models.alert import Alert
from people.models.family import Address, Household, HouseholdMember, Relationship
from people.models.genogram import Nudge
from people.models.hidden import Restriction, RestrictionReader, StaffRelation
from people.models.involvement import Involvement
from people.models.not_known import NotKnown
from people.models.person import Person, PersonName, PersonQuerySet
from people.models.protected import ProtectedAddress
from people.models.roots import is_any_of, root
from people.models.search import Search

__all__ = [
    "Address",
    "Alert",
    "Household",
    "HouseholdMember",
    "Involvement",
    "NotKnown",
    "Nudge",
    "Person",
    "PersonName",
    "PersonQuerySet",
    "ProtectedAddress",
    "Relationship",
    "Restriction",
    "RestrictionReader",
    "Search",
    "StaffRelation",
    "is_any_of",
    "root",
]
