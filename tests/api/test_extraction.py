"""Articles in, records out: over HTTP as on the command line, one by one as in any batch."""

import json
import time
from pathlib import Path

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from api.article_records import ArticleRecords, article_records
from api.cli import main
from api.errors import TimeLimit
from api.extraction import extract_all
from api.extraction_job import Job
from api.extraction_pool import ExtractionPool
from extract.reading import read_bytes
from schemas import Failure

Client = TestClient[Litestar]
STORY = (
    "Snow closes mountain road\n\n"
    "BERGA, 3 February 2026 —\n\n"
    "The road over the Berga pass has been closed since Monday, the county council said.\n\n"
    "“Nobody should drive up there tonight,” said council spokeswoman Ines Valk.\n\n"
    "Key points:\n\n- The pass is closed\n- About 40 cars were stuck\n"
)
KEYS = ["article", "events", "statements", "key_points", "statistics", "failures"]


def test_posted_text_gives_what_the_command_prints(
    client: Client, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """`POST /v1/extract` and `dateline extract` give the same object, byte for byte."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    assert main(["extract", str(path)]) == 0
    printed = capfdbinary.readouterr().out
    answer = client.post(
        "/v1/extract", content=STORY.encode(), headers={"Content-Type": "text/plain"}
    )
    assert answer.status_code == 200
    assert answer.content == printed
    assert list(answer.json()) == KEYS


def test_posted_object_keeps_its_id(client: Client) -> None:
    """The input's own id comes first in the answer; the metadata reach the article."""
    article = {"id": "s-1", "text": STORY, "published": "2026-02-03", "source": "Berga Post"}
    found = client.post("/v1/extract", json=article).json()
    assert list(found) == ["id", *KEYS]
    assert found["id"] == "s-1"
    assert found["article"]["source"] == "Berga Post"
    assert found["article"]["published"] == "2026-02-03"


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("text/html", "<html><body><h1>Snow</h1><p>The pass is closed today.</p></body></html>"),
        ("text/markdown", "# Snow\n\nThe pass is closed today.\n"),
        ("text/plain; charset=utf-8", "Snow\n\nThe pass is closed today.\n"),
    ],
)
def test_media_types(client: Client, media_type: str, body: str) -> None:
    """Each media type is read as its format; the text has lost its marks."""
    answer = client.post("/v1/extract", content=body.encode(), headers={"Content-Type": media_type})
    found = answer.json()
    assert found["article"]["format"] == {"html": "html", "markdown": "markdown"}.get(
        media_type.removeprefix("text/"), "text"
    )
    assert "The pass is closed today." in found["article"]["text"]


def test_a_picture_is_no_text(client: Client) -> None:
    """Bytes that are no text are refused, whatever media type they claim."""
    answer = client.post(
        "/v1/extract",
        content=b"\x89PNG\r\n\x1a\n" + bytes(30),
        headers={"Content-Type": "text/plain"},
    )
    assert answer.status_code == 415
    assert "PNG picture" in answer.json()["detail"]


def test_evidence_holds(client: Client) -> None:
    """Every record that is answered stands on the text that is answered with it."""
    found = client.post("/v1/extract", json={"text": STORY}).json()
    records = [record for key in KEYS[1:5] for record in found[key]]
    assert records
    for record in records:
        assert found["article"]["text"][record["start"] : record["end"]] == record["quote"]


def test_slow_article_is_cut_off() -> None:
    """An article over the time limit is refused, and the next one is served all the same."""
    pool = ExtractionPool(workers=1, seconds=0.0, language="full")
    job = Job(data=STORY.encode() * 20, name="body", format="text")
    try:
        with pytest.raises(TimeLimit):
            pool.extract(job)
        pool._seconds = 60.0
        assert b'"article"' in pool.extract(job)
    finally:
        pool.close()


def test_a_dead_process_is_replaced() -> None:
    """When the process dies, the next request gets a new one."""
    pool = ExtractionPool(workers=1, seconds=60, language="full")
    job = Job(data=STORY.encode(), name="body", format="text")
    try:
        first = pool.extract(job)
        pool._all[0]._process.kill()
        pool._all[0]._process.wait()
        assert pool.extract(job) == first
    finally:
        pool.close()


def test_processes_end_with_the_pool() -> None:
    """Closing the pool leaves no process behind."""
    pool = ExtractionPool(workers=1, seconds=60, language="full")
    pool.start()
    process = pool._all[0]._process
    pool.close()
    deadline = time.monotonic() + 10
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert process.poll() is not None


def test_order_and_failures_are_kept() -> None:
    """Whatever the batches, extractions come in input order with failures in their place."""
    lines = [json.dumps({"id": str(n), "text": f"Line {n}. It rained."}) for n in range(20)]
    lines[3] = "{broken"
    items = read_bytes("\n".join(lines).encode(), name="x.jsonl", format="jsonl")
    found = [article_records(item) for item in extract_all(items, language="full")]
    ids = [None if isinstance(r.id, msgspec.UnsetType) else r.id for r in found]
    assert ids == [None if n == 3 else str(n) for n in range(20)]
    assert [n for n, r in enumerate(found) if r.article is None] == [3]
    assert found[3].failures[0].position == "line 4"


def test_a_failure_is_shown_as_one_object() -> None:
    """An input that could not be read still gives an object with all keys."""
    failure = Failure(failure_id="fl_1", input="x", stage="read", code="x", message="no")
    shown = msgspec.json.decode(msgspec.json.encode(article_records(failure)))
    assert list(shown) == KEYS
    assert shown["article"] is None
    assert msgspec.convert(shown, ArticleRecords).failures == (failure,)


@pytest.mark.parametrize("given", [17, 0, -3, "17", "story-17", 12345678901234567890])
def test_an_id_comes_back_as_it_was(client: TestClient[Litestar], given: object) -> None:
    """A whole number stays one, a text one too: what was posted can be joined with what came."""
    answer = client.post("/v1/extract", json={"id": given, "text": "A ferry sank on Monday."})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["id"] == given
    assert found["article"]["source_id"] == str(given)
