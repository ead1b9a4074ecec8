"""The design systems' files as we may serve them."""

import pytest

from stack import assets

FONT_FACE = '@font-face{font-family:GDS Transport;src:url(/assets/fonts/light.woff2) format("woff2")}'


@pytest.mark.parametrize(
    ("compiled", "served"),
    [
        (FONT_FACE + "a{color:red}", "a{color:red}"),
        ("a{font-family:GDS Transport,arial,sans-serif}", "a{font-family:arial,sans-serif}"),
        ('a{font-family:"GDS Transport", arial}', "a{font-family:arial}"),
        ("a{background-image:url(/assets/images/govuk-crest.svg)}", "a{background-image:none}"),
        ("a{background:url(/assets/images/icon-search.svg)}", "a{background:url(images/icon-search.svg)}"),
        ("a{}\n/*# sourceMappingURL=x.min.css.map */", "a{}\n"),
        ("let a;//# sourceMappingURL=x.min.js.map\n", "let a;"),
    ],
)
def test_what_we_may_not_or_cannot_serve_is_taken_out(compiled, served):
    assert assets.fit(compiled) == served


def test_what_is_built_names_no_file_that_is_not_there():
    assets.ensure_built()
    for file in assets.FILES:
        text = (assets.BUILT / file.name).read_text()
        assert len(text) > 10_000
        for name in ("GDS Transport", "@font-face", "sourceMappingURL", "/assets/", "crest.svg"):
            assert name not in text
    styles = (assets.BUILT / "moj-frontend.min.css").read_text()
    images = {part.partition(")")[0] for part in styles.split("url(")[1:] if not part.startswith("data:")}
    assert images
    assert all((assets.BUILT / image).is_file() for image in images)


def test_nothing_is_built_twice(monkeypatch):
    assets.ensure_built()
    monkeypatch.setattr(assets, "build", lambda: pytest.fail("built again"))
    assert not assets.ensure_built()


def test_another_lock_is_another_state(tmp_path, monkeypatch):
    before = assets.state_of_sources()
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_text("{}")
    monkeypatch.setattr(assets, "SOURCE", tmp_path)
    assert assets.state_of_sources() != before


def test_no_lock_names_a_host():
    for lock in (
        "assets/package-lock.json",
        "stack/chromium/package-lock.json",
        "requirements.txt",
        "requirements-dev.txt",
    ):
        assert "://" not in (assets.CHECKOUT / lock).read_text()
