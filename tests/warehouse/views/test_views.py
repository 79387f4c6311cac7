"""Events in the columns of ACLED, POLECAT and GDELT."""

import datetime as dt
import json
from pathlib import Path

import pytest

from schemas import Count, Participant, Place
from tests.warehouse.clusters.reports import DAY, FIRE, VOTE, report
from warehouse import Warehouse, freeze, query
from warehouse.views import VIEWS

ONTOLOGY = Path(__file__).resolve().parents[4] / "shared" / "ontology"
DATED = {"date_start": DAY, "date_end": DAY, "date_precision": "day", "date_basis": "explicit"}
SHELLED = (
    "Kyiv Desk",
    "Two killed as army shells Kisumu suburb, officials say",
    "The Kenyan army and its allies shelled a suburb of Kisumu on Wednesday, killing two people.",
    "shelled", "ASSAULT",
)  # fmt: skip
MARCHED = (
    "Austin Star",
    "Thousands march in Austin",
    "About 5,000 teachers marched through Austin in March over their pay, the union said.",
    "marched", "PROTEST",
)  # fmt: skip
DENIED = ("Post", "No clash at the border", "The army denied that it attacked Busia.", "attacked",
          "ASSAULT")  # fmt: skip


def person(mention, **fields):
    return Participant(mention=mention, start=0, end=3, **fields)


SHELLING = report(
    1, SHELLED, **DATED,
    modes=("heavy-weapons",), contexts=("military", "territory"),
    quad_class="material conflict", cameo_root="19",
    acled_event_type="Explosions/Remote violence",
    acled_sub_event_type="Shelling/artillery/missile attack",
    actors=(
        person("The army", name="Kenyan army", country="KE", sector="MIL", kind="organisation"),
        person("its allies"),
    ),
    recipients=(person("people", sector="CVL", fate="killed"),),
    places=(
        Place(
            mention="Kisumu", start=0, end=3, name="Kisumu", country="KE", admin1="07",
            latitude=-0.10221, longitude=34.76171, precision="city", geonames_id=191245,
        ),
    ),
    counts=(Count(kind="killed", value=2.0),),
)  # fmt: skip
MARCH = report(
    2, MARCHED,
    date_start=dt.date(2026, 3, 1), date_end=dt.date(2026, 3, 31), date_precision="month",
    modes=("demo",), quad_class="material conflict", cameo_root="14",
    acled_event_type="Protests", acled_sub_event_type="Peaceful protest",
    actors=(person("teachers", sector="EDU"),),
    places=(
        Place(mention="US", start=0, end=2, name="United States", country="US",
              precision="country", geonames_id=6252001),
    ),
    counts=(Count(kind="participants", value=5000.0, bound="about"),),
)  # fmt: skip
UNTOLD = report(
    3, DENIED, modality="denied", quad_class="material conflict", cameo_root="18",
    acled_event_type="Battles", acled_sub_event_type="Armed clash",
)  # fmt: skip


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    """A release of a shelling, a march, a denial and two events no scheme but ours has."""
    folder = tmp_path_factory.mktemp("views")
    with Warehouse.open(folder / "w.duckdb") as warehouse:
        warehouse.load_many([SHELLING, MARCH, UNTOLD, report(4, FIRE[0]), report(5, VOTE[0])])
    return freeze(folder / "w.duckdb", folder / "r", day=DAY, tool_versions={})


def rows(release, name):
    """Return the rows of a view of the release by the first word of their evidence's article."""
    key = {"events_acled": "notes", "events_polecat": '"Source"', "events_gdelt": "Actor1Name"}
    order = f"SELECT * FROM {name} ORDER BY {key[name]}"
    return query(release / "dateline.duckdb", order).to_pylist()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_columns_are_those_of_the_scheme(release, view):
    """Names and order as declared, in the release and in the working file alike."""
    for path in (release / "dateline.duckdb", release.parent.parent / "w.duckdb"):
        assert query(path, f"FROM {view.name}").schema.names == list(view.columns)


@pytest.mark.shared
@pytest.mark.skipif(not ONTOLOGY.exists(), reason="../shared is not here")
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_columns_are_those_its_users_know(view):
    """The declared columns are those of the scheme's own list, none more and none less."""
    name = view.name.removeprefix("events_")
    file = {"acled": "acled.json"}.get(name, f"{name}_columns.json")
    listed = json.loads((ONTOLOGY / file).read_text("utf-8"))
    listed = listed if isinstance(listed, list) else listed.get("columns") or listed["events"]
    assert list(view.columns) == listed


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_what_is_said_to_be_null_is(release, view):
    """What nothing in a record gives is null in every row, and the rows are there."""
    found = rows(release, view.name)
    assert len(found) == 2
    assert set(view.null) <= {n for n in view.columns if all(row[n] is None for row in found)}


def test_every_column_of_a_view_says_whose_it_is(release):
    """The file itself tells which columns a scheme has that dateline never fills."""
    found = query(
        release / "dateline.duckdb",
        "SELECT table_name || '.' || column_name AS column FROM duckdb_columns()"
        " WHERE comment LIKE 'Column of %; always null.'",
    )
    assert set(found["column"].to_pylist()) == {f"{v.name}.{n}" for v in VIEWS for n in v.null}


def cluster_of(release, number):
    found = query(
        release / "dateline.duckdb",
        f"SELECT cluster_id FROM events WHERE article_id = 'report-{number}'",
    )
    return found["cluster_id"][0].as_py()


def test_acled_column_by_column(release):
    """The shelling and the march as ACLED would write them; the denial is none."""
    shelling, march = sorted(rows(release, "events_acled"), key=lambda row: row["iso"])
    assert shelling == {
        "event_id_cnty": cluster_of(release, 1),
        "event_date": DAY,
        "year": 2026,
        "time_precision": 1,
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Kenyan army",
        "assoc_actor_1": "its allies",
        "inter1": 1,
        "actor2": "people",
        "assoc_actor_2": None,
        "inter2": 7,
        "interaction": 17,
        "civilian_targeting": "Civilian targeting",
        "iso": 404,
        "region": "Eastern Africa",
        "country": "Kenya",
        "admin1": None,
        "admin2": None,
        "admin3": None,
        "location": "Kisumu",
        "latitude": -0.10221,
        "longitude": 34.76171,
        "geo_precision": 1,
        "source": "Kyiv Desk",
        "source_scale": None,
        "notes": SHELLED[2],
        "fatalities": 2,
        "tags": None,
        "timestamp": None,
    }
    expected = {
        "event_date": dt.date(2026, 3, 1), "time_precision": 3, "disorder_type": "Demonstrations",
        "inter1": 6, "interaction": 60, "civilian_targeting": None, "iso": 840,
        "region": "North America", "location": "United States", "latitude": None,
        "longitude": None, "geo_precision": None, "tags": "crowd size=about 5000",
        "fatalities": None,
    }  # fmt: skip
    assert {name: march[name] for name in expected} == expected


def test_polecat_column_by_column(release):
    """The shelling as POLECAT would write it; fire and vote have no PLOVER type."""
    march, shelling = rows(release, "events_polecat")
    (event,) = SHELLING.events
    assert shelling == {
        "Event ID": event.record_id,
        "Event Date": DAY,
        "Event Type": "ASSAULT",
        "Event Mode": "heavy-weapons",
        "Event Intensity": -9.5,
        "Quad Code": "MATERIAL CONFLICT",
        "Contexts": "military; territory",
        "Actor Name": "Kenyan army",
        "Actor Country": "KEN",
        "Actor COW": 501,
        "Primary Actor Sector": "MIL",
        "Actor Sectors": "MIL",
        "Actor Title": None,
        "Actor Name Raw": "The army",
        "Wikipedia Actor ID": None,
        "Recipient Name": "people",
        "Recipient Country": None,
        "Recipient COW": None,
        "Primary Recipient Sector": "CVL",
        "Recipient Sectors": "CVL",
        "Recipient Title": None,
        "Recipient Name Raw": "people",
        "Wikipedia Recipient ID": None,
        "Placename": "Kisumu",
        "City": "Kisumu",
        "District": None,
        "Province": None,
        "Country": "KEN",
        "Latitude": -0.10221,
        "Longitude": 34.76171,
        "GeoNames ID": 191245,
        "Raw Placename": "Kisumu",
        "Feature Type": None,
        "Source": "Kyiv Desk",
        "Publication Date": DAY,
        "Story People": None,
        "Story Organizations": "Kenyan army",
        "Story Locations": "Kisumu",
        "Language": None,
        "Version": "events@1.0.0",
    }
    expected = {
        "Event Mode": "demo", "Event Intensity": -5.0, "Country": "USA", "City": None,
        "Latitude": None, "Contexts": None, "Primary Actor Sector": "EDU",
    }  # fmt: skip
    assert {name: march[name] for name in expected} == expected


def test_gdelt_column_by_column(release):
    """The shelling as GDELT would write it, with all that a record cannot give left null."""
    shelling, march = rows(release, "events_gdelt")
    given = {
        "GLOBALEVENTID": int(cluster_of(release, 1)[3:18], 16),
        "SQLDATE": 20260304,
        "MonthYear": 202603,
        "Year": 2026,
        "FractionDate": 2026.2575,
        "Actor1Code": "KENMIL",
        "Actor1Name": "KENYAN ARMY",
        "Actor1CountryCode": "KEN",
        "Actor1Type1Code": "MIL",
        "Actor2Code": "CVL",
        "Actor2Name": "PEOPLE",
        "Actor2CountryCode": None,
        "Actor2Type1Code": "CVL",
        "IsRootEvent": None,
        "EventCode": "194",
        "EventBaseCode": "194",
        "EventRootCode": "19",
        "QuadClass": 4,
        "GoldsteinScale": -10.0,
        "NumMentions": 1,
        "NumSources": 1,
        "NumArticles": 1,
        "ActionGeo_Type": 4,
        "ActionGeo_FullName": "Kisumu, Kenya",
        "ActionGeo_CountryCode": "KE",
        "ActionGeo_ADM1Code": "KE07",
        "ActionGeo_Lat": -0.10221,
        "ActionGeo_Long": 34.76171,
        "ActionGeo_FeatureID": None,
        "SOURCEURL": None,
    }
    (view,) = (view for view in VIEWS if view.name == "events_gdelt")
    assert shelling == {**given, **dict.fromkeys(view.null)}
    expected = {
        "SQLDATE": None, "MonthYear": 202603, "Year": 2026, "EventCode": "141",
        "Actor1Code": "EDU", "ActionGeo_Type": 1, "ActionGeo_FullName": "United States",
        "ActionGeo_CountryCode": "US", "ActionGeo_Lat": None, "ActionGeo_FeatureID": "US",
    }  # fmt: skip
    assert {name: march[name] for name in expected} == expected
