"""Names are compared without case, accents and signs, in Python just as in SQL."""

from datetime import UTC, datetime

import pytest

from people.models import Person
from people.names import begins, holds, name_vector, words
from tests.factories import people

NAMES = [
    "Zoë O'Brien-Hall", "ZOË OBRIEN HALL", "Łukasz Wójcik", "Nguyễn Thị Ánh", "Øyvind Å. Strøm", "İpek Şahin",
    'Robert "Bobby" Hall', "Anne  Marie  St. John", "Çelik", "Фёдор Hall",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Zoë O'Brien-Hall", ["zoe", "obrien", "hall"]),
        ("Łukasz Wójcik", ["lukasz", "wojcik"]),
        ("Nguyễn Thị Ánh", ["nguyen", "thi", "anh"]),
        ("Hall, Ava_Rose", ["hall", "ava", "rose"]),
        ("Zoe\u0308", ["zoe"]),
        ("  ", []),
    ],
)
def test_a_name_is_its_bare_words(name, found):
    assert words(name) == found


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_the_database_finds_the_same_words(name):
    people.person(name, "child", datetime(2014, 7, 7, tzinfo=UTC))
    found = Person.objects.alias(named=name_vector())
    assert all(found.filter(named=holds([word])) for word in words(name))
    assert all(found.filter(named=begins([word[:2]])) for word in words(name))
    assert not found.filter(named=holds(["else"]))
