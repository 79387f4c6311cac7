"""Read, extract and load: the whole way from files to the warehouse."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from api import console
from api.extraction import extract_all
from api.inputs import inputs, read_inputs
from api.language import complain_of_mixture
from schemas import Extraction, Failure, Format
from warehouse import LoadReport, Warehouse


def ingest(
    names: Iterable[str],
    *,
    warehouse: Path,
    language: str,
    input_format: Format | None = None,
    jobs: int = 1,
    on_failure: Callable[[Failure], None] = lambda _: None,
) -> LoadReport:
    """Load the articles that *names* mean with their records, and say what became of them.

    *language* is the language model that reads. *on_failure* is told of each failure as it is met.

    Raises:
        WarehouseError: the warehouse cannot be opened for writing.
    """
    sources = inputs(names)
    with (
        Warehouse.open(warehouse) as store,
        console.progress("Loading", sum(source.size for source in sources)) as track,
    ):
        items = read_inputs(sources, input_format=input_format, on_bytes=track.bytes_read)

        def watched() -> Iterator[Extraction | Failure]:
            for found in extract_all(items, language=language, jobs=jobs):
                track.article_done()
                failures = (found,) if isinstance(found, Failure) else found.failures
                for failure in failures:
                    on_failure(failure)
                yield found

        report = store.load_many(watched())
        complain_of_mixture(store.language_models(), where=str(warehouse))
        return report
