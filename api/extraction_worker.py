"""A process that extracts posted articles: ``python -m api.extraction_worker FD MODEL``.

It reads one at a time, with the language model *MODEL*, and speaks msgpack over the socket
*FD*: first one `Answer` that says it is ready, then an `Answer` to every `Job`. It ends when
the other side closes the socket or kills it, so nothing that an article does to it can touch
the server.
"""

import logging
import os
import signal
import sys
from multiprocessing.connection import Connection

import msgspec

from api.article_records import article_records, numeric_id
from api.extraction import extract_items
from api.extraction_job import FAULT, Answer, Job
from extract.reading import SNIFF_BYTES, read_bytes, sniff
from schemas import Failure
from schemas.errors import DatelineError

LOGGER = logging.getLogger("dateline")
_WARM_UP = b"A first sentence loads the model.\n"


def answer(job: Job, language: str) -> Answer:
    """Return the records of the one article in *job* as JSON, or why there are none."""
    try:
        return _records(job, language)
    except DatelineError as error:
        return Answer(code=error.code, what=error.what, where=error.where, hint=error.hint)
    except Exception:  # a bug in reading: told to the log, and the process lives on
        LOGGER.exception("a posted article cannot be read")
        return Answer(code=FAULT, what="the article cannot be read because of a fault of dateline")


def _records(job: Job, language: str) -> Answer:
    if job.data:
        sniff(job.data[:SNIFF_BYTES], name=job.name)  # a picture is no text, whatever it is called
    found = read_bytes(job.data, name=job.name, format=job.format)
    if len(found) != 1:
        return _miscounted(len(found))
    item = found[0]
    if isinstance(item, Failure):
        return Answer(
            code=item.code, what=item.message, where=item.position or "", hint=item.hint or ""
        )
    (extraction,) = extract_items([item], language)
    number = numeric_id(job.data) if job.format == "json" else None
    return Answer(body=msgspec.json.encode(article_records(extraction, number=number)) + b"\n")


def _miscounted(articles: int) -> Answer:
    if not articles:
        return Answer(code="empty", what="the body holds no article")
    return Answer(
        code="several-articles",
        what=f"the body holds {articles} articles",
        hint="Post them one by one, or run `dateline extract` on the file.",
    )


def main() -> None:
    """Answer jobs until the other side closes the socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to handle
    connection = Connection(int(sys.argv[1]))
    os.set_inheritable(connection.fileno(), False)  # noqa: FBT003 - its only form
    language = sys.argv[2]
    warm = answer(Job(data=_WARM_UP, name="warm-up.txt", format="text"), language)
    connection.send_bytes(msgspec.msgpack.encode(warm))
    decoder = msgspec.msgpack.Decoder(Job)
    while True:
        try:
            job = decoder.decode(connection.recv_bytes())
            connection.send_bytes(msgspec.msgpack.encode(answer(job, language)))
        except (EOFError, ConnectionError):
            return


if __name__ == "__main__":
    main()
