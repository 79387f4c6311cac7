"""The generated pages are current, and every setting is documented."""

from pathlib import Path

import pytest

from api.docs import pages, write_pages
from api.settings import Settings, fields, variable_of
from schemas.errors import SettingsError

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", sorted(pages()))
def test_page_is_current(name: str) -> None:
    """What is in docs/ is what the code says today; `make docs` writes it anew."""
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_pages_are_written(tmp_path: Path) -> None:
    """`python -m api.docs DIR` writes each page."""
    write_pages(tmp_path / "docs")
    assert sorted(path.name for path in (tmp_path / "docs").iterdir()) == sorted(pages())


def test_every_setting_is_documented() -> None:
    """Each setting has a variable, a default and a help that says something."""
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert [field.name for field in fields()] == list(Settings.__struct_fields__)
    for field in fields():
        assert len(field.help) > 20
        assert f"`{field.variable}`" in page
        assert field.help in page


def test_settings_come_back_from_the_environment() -> None:
    """Settings written to the environment and read from it are the same."""
    settings = Settings(releases=Path("/srv/r"), max_limit=50, default_limit=10, threads=3)
    assert Settings.from_env(settings.to_env()) == settings
    assert Settings.from_env({}) == Settings()
    assert Settings.from_env({variable_of("max_limit"): ""}) == Settings()


@pytest.mark.parametrize(
    "environ",
    [
        {"DATELINE_MAX_LIMIT": "many"},
        {"DATELINE_MAX_LIMIT": "0"},
        {"DATELINE_THREADS": "-1"},
        {"DATELINE_DEFAULT_LIMIT": "500", "DATELINE_MAX_LIMIT": "100"},
    ],
)
def test_wrong_settings_are_told(environ: dict[str, str]) -> None:
    """A setting that makes no sense is an error with a hint, not a crash later."""
    with pytest.raises(SettingsError) as error:
        Settings.from_env(environ)
    assert error.value.hint
