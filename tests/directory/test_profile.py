"""A wrong profile gives one clear error that names file, key and reason."""

import shutil
import tomllib
from dataclasses import FrozenInstanceError
from pathlib import Path
from types import SimpleNamespace

import pytest

from directory import profile
from directory.profile import ProfileError, current, load_profile

PROFILES = Path(__file__).parents[2] / "profiles"


@pytest.fixture
def profiles(tmp_path):
    """A copy of the real profiles, for spoiling."""
    return Path(shutil.copytree(PROFILES, tmp_path / "profiles"))


def spoil(profiles, file, old, new):
    """Put `new` for the first `old` in a file, which must be there; an empty `old` puts it on top."""
    path = profiles / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer says {old}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def error_of(path):
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    return caught.value


WRONG = tomllib.loads((Path(__file__).parent / "wrong_profiles.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("authority", "file", "old", "new", "key", "reason"), [case for cases in WRONG.values() for case in cases]
)
def test_what_is_wrong_is_named_by_file_key_and_reason(profiles, authority, file, old, new, key, reason):
    spoil(profiles, f"{file}.toml", old, new)
    error = error_of(profiles / f"{authority}.toml")
    assert (error.file, error.key) == (f"profiles/{file}.toml", key)
    assert reason in error.reason
    assert str(error) == ": ".join(part for part in (error.file, error.key, error.reason) if part)
    assert "\n" not in str(error)


class TestWhatIsMissing:
    def test_a_deadline(self, profiles):
        text = (profiles / "england.toml").read_text(encoding="utf-8")
        before, rest = text.split("[deadlines.advice]")
        (profiles / "england.toml").write_text(before + rest[rest.index("[deadlines.letter]") :], encoding="utf-8")
        assert str(error_of(profiles / "slough.toml")) == "profiles/england.toml: deadlines.advice: missing"

    def test_the_office_hours(self, profiles):
        for file in ("england.toml", "slough.toml"):
            spoil(profiles, file, "[calendars.office]", "[calendars.bureau]")
        assert str(error_of(profiles / "slough.toml")) == "profiles/slough.toml: calendars.office: missing"

    def test_the_profile_itself(self, profiles):
        assert str(error_of(profiles / "narnia.toml")) == "profiles/narnia.toml: there is no such profile"

    def test_what_it_extends(self, profiles):
        spoil(profiles, "slough.toml", '"england"', '"wales"')
        assert (
            str(error_of(profiles / "slough.toml")) == "profiles/slough.toml: extends: there is no profiles/wales.toml"
        )


class TestWhatIsNoProfile:
    def test_a_base_by_itself(self, profiles):
        assert str(error_of(profiles / "england.toml")) == "profiles/england.toml: name: missing"

    def test_a_base_of_a_base(self, profiles):
        spoil(profiles, "england.toml", "", 'extends = "kent"\n')
        error = error_of(profiles / "slough.toml")
        assert (error.file, error.key) == ("profiles/england.toml", "extends")

    @pytest.mark.parametrize("base", ["3", '"../england"', '["england"]'])
    def test_a_base_that_is_no_name(self, profiles, base):
        spoil(profiles, "slough.toml", '"england"', base)
        error = error_of(profiles / "slough.toml")
        assert (error.file, error.key) == ("profiles/slough.toml", "extends")
        assert "must be the name of a profile" in error.reason

    def test_what_is_not_toml(self, profiles):
        (profiles / "slough.toml").write_text("name = \n", encoding="utf-8")
        assert "is not TOML: Invalid value (at line 1" in error_of(profiles / "slough.toml").reason

    def test_what_is_not_utf_8(self, profiles):
        (profiles / "slough.toml").write_bytes(b'name = "Sl\xff"\n')
        assert "is not UTF-8" in error_of(profiles / "slough.toml").reason


class TestCurrent:
    @pytest.fixture
    def deployed(self, monkeypatch):
        def deploy(authority, profiles=PROFILES):
            monkeypatch.setattr(profile, "settings", SimpleNamespace(AUTHORITY=authority, PROFILES_DIR=profiles))

        return deploy

    def test_it_is_the_authority_that_the_setting_names(self, deployed):
        deployed("devon")
        assert current().name == "Devon"
        deployed("kent")
        assert current().name == "Kent"

    def test_it_is_read_once(self, deployed):
        deployed("dorset")
        assert current() is current()

    def test_a_wrong_one_says_so_each_time(self, deployed, profiles):
        spoil(profiles, "slough.toml", 'name = "Slough"\n', "")
        deployed("slough", profiles)
        for _ in range(2):
            with pytest.raises(ProfileError, match=r"profiles/slough\.toml: name: missing"):
                current()

    @pytest.mark.parametrize("authority", ["", "../slough", "Slough", "slough.toml"])
    def test_a_setting_that_is_no_name_is_refused(self, deployed, authority):
        deployed(authority)
        with pytest.raises(ProfileError, match="is no name of a profile"):
            current()


def test_a_profile_says_only_what_differs(profiles):
    spoil(profiles, "slough.toml", "", "secure_domains = ['pnn.police.uk']\n")
    spoil(profiles, "slough.toml", "[calendars.office]", "[calendars.office]\non_bank_holidays = 'open'")
    slough = load_profile(profiles / "slough.toml")
    assert slough.secure_domains == ("pnn.police.uk",)
    assert (slough.calendars["office"].name, slough.calendars["office"].on_bank_holidays) == (
        "Slough office hours",
        "open",
    )
    assert slough.calendars["office"].hours == load_profile(PROFILES / "slough.toml").calendars["office"].hours


def test_nothing_in_a_profile_can_be_changed():
    slough = load_profile(PROFILES / "slough.toml")
    with pytest.raises(TypeError):
        slough.deadlines["advice"] = None
    with pytest.raises(FrozenInstanceError):
        slough.deadlines["advice"].label = "Nothing"
