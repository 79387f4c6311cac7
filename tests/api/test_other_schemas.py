"""Releases of older and later schema versions are served by their own columns."""

import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.settings import Settings
from tests.warehouse.other_schemas import of_another_schema

OLDER, LATER = "2026.02.01", "2026.04.01"
WITHOUT = ("event_clusters", "cluster_changes", "events.historical")


@pytest.fixture(scope="module")
def client(
    releases: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TestClient[Litestar]]:
    """Return a server of one release of schema 1.0.0 and one of a later minor version."""
    folder = tmp_path_factory.mktemp("schemas")
    source = releases / "2026.03.01"
    of_another_schema(source, folder / OLDER, "1.0.0", without=WITHOUT, declared=False)
    of_another_schema(source, folder / LATER, "1.99.0", added=("events.mood",))
    app = create_app(Settings(releases=folder, extract_workers=0, sql_workers=0))
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


def test_both_are_listed(client: TestClient[Litestar]) -> None:
    """Each with the schema version it has."""
    found = client.get("/v1/releases").json()["releases"]
    assert [(entry["id"], entry["schema_version"]) for entry in found] == [
        (LATER, "1.99.0"),
        (OLDER, "1.0.0"),
    ]


def test_rows_have_the_columns_of_their_release(client: TestClient[Litestar]) -> None:
    """What came later is absent in the older one, and there in the later one, in each format."""
    for release, column, there in (
        (OLDER, "historical", False),
        (LATER, "historical", True),
        (LATER, "mood", True),
        (OLDER, "mood", False),
    ):
        root = f"/v1/releases/{release}/events"
        (row,) = client.get(f"{root}?limit=1").json()["rows"]
        assert (column in row) == there
        frame = pl.read_parquet(io.BytesIO(client.get(f"{root}.parquet").content))
        assert (column in frame.columns) == there
        record = client.get(f"{root}/{row['record_id']}").json()["record"]
        assert (column in record) == there
        assert (client.get(f"{root}?fields={column}").status_code == 200) == there
    assert client.get(f"/v1/releases/{OLDER}/event_clusters").status_code == 404
    whole = client.get(f"/v1/releases/{OLDER}/articles/report-01").json()
    assert "historical" not in whole["events"][0]


def test_they_compare(client: TestClient[Litestar]) -> None:
    """The diff tells what came with the schema, and only that differs."""
    found = client.get(f"/v1/releases/{OLDER}/diff/{LATER}").json()
    assert {"events.historical", "events.mood", "event_clusters.members"} <= set(
        found["columns_added"]
    )
    assert found["versions"][0] == {"what": "schema", "before": ["1.0.0"], "after": ["1.99.0"]}
    url = f"/v1/releases/{OLDER}/diff/{LATER}/events"
    for row in client.get(url).json()["rows"]:
        assert set(row["fields"]) <= {"historical", "mood"}
