"""Which language model read what: known of every article, and a mixture shows."""

import duckdb
import msgspec
import pytest

from schemas import Extraction, LanguageModel
from tests.warehouse.conftest import DAY
from tests.warehouse.synthetic import extraction, text_of
from warehouse import SUMS, LanguageModelEntry, Warehouse, freeze, read_manifest, verify
from warehouse.manifest import MANIFEST, file_sha256, manifest_bytes, read_sums, sums_text

FULL = LanguageModel(name="full", version="2.0.0", sha256="ab" * 32)
FAST = LanguageModel(name="fast", version="2.0.0", sha256="cd" * 32)


def read_by(model: LanguageModel | None, number: int, text: str | None = None) -> Extraction:
    """Return a made-up extraction as *model* would have given it."""
    version = "1.0.0" if model is None else f"1.0.0/{model.tag}"
    found = extraction(number, text, version=version)
    return msgspec.structs.replace(found, language_model=model)


def entry(model: LanguageModel, articles: int) -> LanguageModelEntry:
    return LanguageModelEntry(**msgspec.structs.asdict(model), articles=articles)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "news.duckdb"


def test_another_model_is_another_extraction(path):
    """The same article read by another model replaces the records; by the same, nothing."""
    with Warehouse.open(path) as warehouse:
        assert warehouse.load(read_by(FULL, 1)) == "new"
        assert warehouse.load(read_by(FULL, 1)) == "unchanged"
        assert warehouse.load(read_by(FAST, 1)) == "updated"
        assert warehouse.extractor_versions()["events"] == (f"events@1.0.0/{FAST.tag}",)
        assert warehouse.language_models() == (entry(FAST, 1),)


def test_a_model_counts_even_where_it_found_nothing(path):
    """An article without a record is an extraction of its model all the same."""
    bare = Extraction(article=extraction(1).article, language_model=FULL)
    other = msgspec.structs.replace(bare, language_model=FAST)
    with Warehouse.open(path) as warehouse:
        assert warehouse.load(bare) == "new"
        assert warehouse.load(other) == "updated"
        assert warehouse.language_models() == (entry(FAST, 1),)


def test_a_mixture_is_counted_over_the_newest_revisions(path):
    """Older revisions, and articles of which no model is recorded, have no say."""
    with Warehouse.open(path) as warehouse:
        warehouse.load(read_by(FAST, 1))
        warehouse.load(read_by(FULL, 1, text_of(1) + " Update."))
        warehouse.load(read_by(FULL, 2))
        warehouse.load(read_by(FAST, 3))
        warehouse.load(read_by(None, 4))
        assert warehouse.language_models() == (entry(FAST, 1), entry(FULL, 2))


def test_a_release_names_its_models(path, tmp_path):
    """The manifest tells each model with its whole digest and how much it read."""
    with Warehouse.open(path) as warehouse:
        warehouse.load_many([read_by(FULL, 1), read_by(FAST, 2), read_by(FULL, 3)])
    release = freeze(path, tmp_path / "r", day=DAY, tool_versions={})
    assert read_manifest(release).language_models == (entry(FAST, 1), entry(FULL, 2))
    assert verify(release).ok


def test_a_manifest_that_leaves_a_model_out_does_not_verify(path, tmp_path):
    """Rows that name a model the manifest does not know prove nothing about it."""
    with Warehouse.open(path) as warehouse:
        warehouse.load_many([read_by(FULL, 1), read_by(FAST, 2)])
    release = freeze(path, tmp_path / "r", day=DAY, tool_versions={})
    manifest = msgspec.structs.replace(read_manifest(release), language_models=(entry(FULL, 1),))
    for name in (MANIFEST, SUMS):
        (release / name).chmod(0o644)
    (release / MANIFEST).write_bytes(manifest_bytes(manifest))
    sums = read_sums(release) | {MANIFEST: file_sha256(release / MANIFEST)}
    (release / SUMS).write_text(sums_text(sums))
    check = next(c for c in verify(release).checks if c.name == "manifest")
    assert f"does not name the language model of events@1.0.0/{FAST.tag}" in check.detail


def test_a_warehouse_from_before_models_were_recorded(path, tmp_path):
    """Its articles count for no model, its release names none, and loading goes on."""
    with Warehouse.open(path) as warehouse:
        warehouse.load(read_by(None, 1))
    with duckdb.connect(str(path)) as connection:
        connection.execute("ALTER TABLE store.articles DROP COLUMN language_model")
    release = freeze(path, tmp_path / "r", day=DAY, tool_versions={})
    assert b"language_models" not in (release / MANIFEST).read_bytes()
    assert verify(release).ok
    with Warehouse.open(path) as warehouse:
        assert warehouse.language_models() == ()
        assert warehouse.load(read_by(None, 1)) == "unchanged"
        assert warehouse.load(read_by(FULL, 1)) == "updated"
        assert warehouse.language_models() == (entry(FULL, 1),)
