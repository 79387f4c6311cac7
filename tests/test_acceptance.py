"""The article this project began with comes out right to the last record.

It stands in ../shared and not in the repository, so the tests are skipped where it is absent.
Only facts are asserted here: names, figures, dates, and short words of the text.
"""

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient

from api.app import create_app
from api.settings import Settings

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT.parent / "shared" / "articles" / "baghdad-drone-strike.txt"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ARTICLE.exists(), reason="needs ../shared/articles"),
]


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    """Return what the command line prints for the article."""
    command = [sys.executable, "-m", "api.cli", "extract", ARTICLE, "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return msgspec.json.decode(done.stdout)


def one(rows: list[dict[str, Any]], **wanted: Any) -> dict[str, Any]:
    """Return the only row whose fields have the wanted values or hold the wanted words."""
    found = [row for row in rows if all(_matches(row[k], v) for k, v in wanted.items())]
    assert len(found) == 1, (wanted, len(found))
    return found[0]


def _matches(value: Any, wanted: Any) -> bool:
    if isinstance(value, str) and isinstance(wanted, str):
        return wanted.casefold() in value.casefold()
    return value == wanted


def names(participants: list[dict[str, Any]]) -> set[str]:
    return {p["name"] or p["mention"] for p in participants}


def test_the_api_gives_what_the_command_line_gives(result: dict[str, Any], tmp_path: Path) -> None:
    """POST /v1/extract answers with the same object."""
    with TestClient(create_app(Settings(releases=tmp_path))) as client:
        headers = {"Content-Type": "text/plain"}
        answer = client.post("/v1/extract", content=ARTICLE.read_bytes(), headers=headers)
    assert answer.status_code in {200, 201}
    assert answer.json() == result


def test_article(result: dict[str, Any]) -> None:
    """Title, day, the four headings; nothing failed; every quote is the text at its span."""
    article = result["article"]
    assert set(result) == {
        "article", "events", "statements", "key_points", "statistics", "failures"
    }  # fmt: skip
    assert article["title"].startswith("US Drone Strike in Baghdad")
    assert article["published"] == "2024-01-05"
    assert dt.date.fromisoformat(article["published"]).strftime("%A") == "Friday"
    heads = [section["heading"].split()[0] for section in article["sections"]]
    assert heads == ["US", "Furious", "Militia", "Impact"]
    assert result["failures"] == []
    for table in ("events", "statements", "key_points", "statistics"):
        for row in result[table]:
            assert article["text"][row["start"] : row["end"]] == row["quote"]


def test_key_points(result: dict[str, Any]) -> None:
    """The 13 list items under their four labels, and nothing else."""
    labels = [point["label"] for point in result["key_points"]]
    assert [(label, labels.count(label)) for label in dict.fromkeys(labels)] == [
        ("Kataib Hezbollah", 4),
        ("Key Points", 3),
        ("US DoD Statement Highlights", 3),
        ("ISIS Activity Trends", 3),
    ]
    profile = [p for p in result["key_points"] if p["label"] == "Kataib Hezbollah"]
    assert {p["kind"] for p in profile} == {"profile"}
    assert {p["subject"] for p in profile} == {"Kataib Hezbollah"}


def test_statistics(result: dict[str, Any]) -> None:
    """Four figures: no year, no date, nothing else."""
    rows = result["statistics"]
    assert len(rows) == 4
    assert one(rows, unit="vehicle")["value"] == 2
    troops = one(rows, unit="troop")
    assert (troops["value"], troops["bound"]) == (2500, "over")
    assert troops["of"].startswith("US troops")
    assert troops["said_by"] == one(result["statements"], content="over 2500")["record_id"]
    attacks = one(rows, unit="attack")
    assert (attacks["value"], attacks["bound"], attacks["per"]) == (60, "about", "month")
    assert attacks["subject"] == "ISIS"
    assert one(rows, unit="year")["dimension"] == "duration"


def test_statements(result: dict[str, Any]) -> None:
    """Who said what, with full names, roles and bodies."""
    rows = [s for s in result["statements"] if s["origin"] == "prose"]
    official = one(rows, cue="confirmed")
    assert "official" in official["speaker"]["mention"]
    iraq = one(rows, cue="condemned")
    assert (iraq["kind"], iraq["speaker"]["name"]) == ("mixed", "Iraq")
    sudani = [s for s in rows if s["speaker"]["name"] == "Mohammed Shia al-Sudani"]
    assert [s["cue"] for s in sudani] == ["pledging", "said", "reiterated"]
    assert {s["speaker"]["role"] for s in sudani} == {"Prime Minister"}
    assert sudani[1]["speaker"]["mention"] == "Al-Sudani"
    assert "Department of Defense" in one(rows, cue="stated")["speaker"]["name"]
    pentagon = one(rows, cue="made assertions")
    assert pentagon["date"] == "2024-01-03"
    leaders = one(rows, cue="promised")
    assert "militia leaders" in leaders["speaker"]["mention"]
    (kaabi,) = (s for s in rows if s["kind"] == "direct")
    assert kaabi["speaker"]["name"] == "Akram al-Kaabi"
    assert kaabi["speaker"]["role"] == "head"
    assert "Al Nujaba" in kaabi["speaker"]["organisation"]
    assert one(rows, act="threaten")["cue"] == "threatened"
    assert len(rows) == 10


def test_timeline(result: dict[str, Any]) -> None:
    """The four rows of the table are events of a year each."""
    rows = [e for e in result["events"] if e["origin"] == "table"]
    assert [(e["date_start"], e["date_end"], e["date_precision"]) for e in rows] == [
        (f"{year}-01-01", f"{year}-12-31", "year") for year in (2014, 2017, 2020, 2023)
    ]


def test_the_strike(result: dict[str, Any]) -> None:
    """The strike is one event with all its mentions."""
    strike = one(result["events"], modes=["drone"])
    assert (strike["type"], strike["modality"]) == ("ASSAULT", "asserted")
    assert (strike["date_start"], strike["date_end"]) == ("2024-01-04", "2024-01-04")
    assert strike["date_text"] == "early Thursday morning"
    assert [p["name"] for p in strike["places"]] == ["Baghdad"]
    assert strike["places"][0]["country"] == "IQ"
    assert names(strike["actors"]) == {"United States"}
    assert "Kataib Hezbollah" in names(strike["recipients"])
    killed = {p["name"] for p in strike["recipients"] if p["fate"] == "killed"}
    assert "Alaa Suleiman" in killed
    assert len(strike["mentions"]) >= 4


def test_background(result: dict[str, Any]) -> None:
    """The withdrawal of 2018 and the killings of 2020 are dated and marked as history."""
    withdrawal = one(result["events"], trigger="withdrawal", date_start="2018-01-01")
    assert names(withdrawal["actors"]) == {"United States"}
    assert withdrawal["historical"]
    killing = one(result["events"], trigger="assassination")
    assert killing["date_start"] == "2020-01-01"
    assert killing["historical"]
    assert names(killing["actors"]) == {"United States"}
    assert {"Qasem Soleimani", "Abu Mahdi al-Muhandis"} <= names(killing["recipients"])


def test_politics(result: dict[str, Any]) -> None:
    """The legislation of last week, the threats, the condemnation."""
    law = one(result["events"], type="POLICY", origin="prose")
    assert (law["date_start"], law["date_end"]) == ("2023-12-25", "2023-12-31")
    assert law["date_precision"] == "week"
    threats = [e for e in result["events"] if e["type"] == "THREATEN"]
    assert {e["trigger"] for e in threats} >= {"threatened", "promised"}
    assert one(result["events"], type="ACCUSE", trigger="condemned")["actors"]


def test_attacks(result: dict[str, Any]) -> None:
    """Ongoing attacks are asserted; those that are only probable are marked so."""
    attacks = [e for e in result["events"] if e["type"] == "ASSAULT" and e["trigger"] != "strike"]
    ongoing = [e for e in attacks if e["modality"] == "asserted" and not e["historical"]]
    assert any(names(e["actors"]) == {"Kataib Hezbollah"} for e in ongoing)
    assert any(names(e["actors"]) == {"ISIS"} for e in ongoing)
    probable = one(attacks, modality="possible")
    assert "probable" in probable["quote"]
    assert any("US troops" in p["mention"] for p in probable["recipients"])
