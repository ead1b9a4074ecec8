"""Demo users: one click while DEBUG is on, nothing at all without it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from directory.profile import current
from directory.roles import Role
from directory.services import grant
from tests.factories.cast import PASSWORD, make_user, signed_in


@pytest.fixture
def demo(db):
    """Dana of the demo, who manages duty."""
    user = make_user("Dana Demo", Role.DUTY_MANAGER)
    user.email = "dana@demo.example"
    user.save()
    return user


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


def click(user, client=None, **fields):
    return (client or Client()).post("/sign-in/demo/", {"username": user.username, **fields})


def test_one_click_signs_in_while_debug_is_on(demo, debug):
    client = Client()
    assert click(demo, client).url == "/"
    assert client.get("/directory/").status_code == 200


def test_the_sign_in_page_lists_them_with_their_present_roles(demo, dana, debug):
    grant(demo, Role.AUDITOR, starts=timezone.now() + timedelta(days=1))
    title = current().role_titles[Role.DUTY_MANAGER]
    people = Client().get("/sign-in/").context["demo_users"]
    assert people == [{"username": "dana.demo", "name": "Dana Demo", "role": title}]


def test_nobody_else_is_signed_in_by_a_click(dana, debug):
    assert click(dana).status_code == 404


def test_without_debug_there_is_neither_list_nor_click(demo):
    assert click(demo).status_code == 404
    assert b"Dana Demo" not in Client().get("/sign-in/").content


def test_without_debug_not_even_the_right_password_lets_a_demo_user_in(demo, try_sign_in):
    client = Client()
    assert try_sign_in("dana.demo", PASSWORD, client).status_code == 403
    assert client.get("/directory/").status_code == 302


def test_without_debug_a_session_left_over_is_nobodys(demo, settings):
    client = signed_in(demo)
    settings.DEBUG = True
    assert client.get("/directory/").status_code == 200
    settings.DEBUG = False
    assert client.get("/directory/").status_code == 302


def test_a_link_signs_nobody_in(demo, debug):
    assert Client().get(f"/sign-in/demo/?username={demo.username}").status_code == 405


def test_a_demo_user_who_was_closed_stays_closed(demo, debug):
    demo.is_active = False
    demo.save()
    assert click(demo).status_code == 404
