"""``dateline correct``: what it prints, and what it says of a list that is partly wrong."""

import pytest

from api.cli import main
from tests.warehouse.synthetic import extraction
from warehouse import Warehouse
from warehouse.corrections import corrections

EVENT = extraction(1).events[0].record_id


@pytest.fixture
def path(tmp_path):
    """A warehouse of one article."""
    with Warehouse.open(tmp_path / "news.duckdb") as warehouse:
        warehouse.load(extraction(1))
    return tmp_path / "news.duckdb"


def test_one_correction_by_options(path, capfd):
    """Options make one correction; what is wrong is told with its option, on one line."""
    given = ["correct", str(path), "--record", EVENT, "--who", "Desk", "--why", "A march"]
    assert main([*given, "--field", "type", "--value", "PROTEST"]) == 0
    assert "1 new" in capfd.readouterr().out
    assert main([*given, "--field", "type", "--value", "RIOT"]) == 1
    assert "--value: `type` cannot have that value" in capfd.readouterr().err
    assert main([*given, "--field", "type"]) == 3
    assert "--value missing" in capfd.readouterr().err
    assert [c.new_value for c in corrections(path)] == ['"PROTEST"']


def test_a_list_names_row_and_column_of_what_is_wrong_and_keeps_the_rest(path, tmp_path, capfd):
    """Rows are counted as an editor counts lines, also behind a cell of several lines."""
    listed = tmp_path / "corrections.csv"
    listed.write_bytes(
        "\ufeffrecord,field,value,who,why,when\r\n"
        f'{EVENT},type,PROTEST,Desk,"A march,\r\nsays the paper",2026-11-20\r\n'
        f"{EVENT},tipe,PROTEST,Desk,x,\r\n"
        f"{EVENT},modality,maybe,Desk,x,\r\n"
        f"{EVENT},historical,true,Desk,x,yesterday\r\n"
        f"{EVENT},historical\r\n"
        f"{EVENT},historical,true,,x,\r\n"
        f"{EVENT},historical,true,Desk,x,\r\n".encode()
    )
    assert main(["correct", str(path), "--csv", str(listed)]) == 1
    out, err = capfd.readouterr()
    told = " ".join(err.split())
    assert "2 new, 0 renewed, 0 unchanged, 5 refused" in " ".join(out.split())
    assert "row 4, column field: events have no field `tipe`. Did you mean `type`?" in told
    assert "row 5, column value: `modality` cannot have that value" in told
    assert "row 6, column when: 'yesterday' is no day" in told
    assert "row 7: it has not as many cells as there are columns" in told
    assert "row 8, column who: `who` is empty" in told
    assert str(corrections(path)[0].corrected) == "2026-11-20"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"record,field,value\r\n", "the column who, why is missing"),
        (b"record,field,value,who,why\r\n\xff,,,,\r\n", "no CSV in UTF-8"),
    ],
)
def test_a_list_that_is_none_is_refused_whole(path, tmp_path, capfd, content, words):
    """A missing column or a wrong encoding is told once, and nothing is kept."""
    (tmp_path / "list.csv").write_bytes(content)
    assert main(["correct", str(path), "--csv", str(tmp_path / "list.csv")]) == 3
    assert words in " ".join(capfd.readouterr().err.split())
    assert corrections(path) == []
