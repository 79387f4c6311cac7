"""The codes the views give, beside the lists of the schemes they come from."""

import json
from importlib import resources
from pathlib import Path

import pytest

ONTOLOGY = Path(__file__).resolve().parents[4] / "shared" / "ontology"
DATA = resources.files("warehouse.views") / "data"


def lines(name):
    text = (DATA / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.shared
@pytest.mark.skipif(not ONTOLOGY.exists(), reason="../shared is not here")
@pytest.mark.parametrize("line", lines("cameo.tsv"), ids=lambda line: "-".join(line[:3]))
def test_a_cameo_code_has_the_scores_of_its_scheme(line):
    """Each code exists, and quad class and Goldstein score are those of CAMEO's own table."""
    _, _, code, quad, score = line
    listed = json.loads((ONTOLOGY / "cameo.json").read_text("utf-8"))[code]
    assert (int(quad), float(score)) == (listed["quad"], listed["goldstein"])


@pytest.mark.shared
@pytest.mark.skipif(not ONTOLOGY.exists(), reason="../shared is not here")
@pytest.mark.parametrize("line", lines("plover.tsv"), ids=lambda line: "-".join(line[:2]))
def test_an_intensity_is_that_of_plover(line):
    """Types and modes have the intensity the manual prints."""
    kind, mode, score = line
    listed = json.loads((ONTOLOGY / "plover.json").read_text("utf-8"))["types"][kind]
    of = listed["modes"][mode] if mode else listed
    assert float(score) == of["score"]


def test_no_two_countries_share_a_number():
    """A Correlates of War number is one country's, and its hundreds are those of its continent."""
    rows = [line for line in lines("countries.tsv") if line[2]]
    assert len({number for _, _, number in rows}) == len(rows)
    spans = {
        "North America": (2, 69), "Central America": (70, 99), "Caribbean": (31, 60),
        "South America": (100, 165), "Europe": (200, 395), "Caucasus and Central Asia": (371, 705),
        "Western Africa": (402, 475), "Middle Africa": (403, 540), "Eastern Africa": (500, 626),
        "Southern Africa": (560, 572), "Northern Africa": (600, 651), "Middle East": (630, 698),
        "East Asia": (710, 740), "South Asia": (750, 790), "Southeast Asia": (775, 860),
        "Oceania": (900, 990), "": (551, 552),
    }  # fmt: skip
    outside = [row for row in rows if not spans[row[1]][0] <= int(row[2]) <= spans[row[1]][1]]
    assert outside == []
