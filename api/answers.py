"""What the API answers, beside rows and files."""

import datetime as dt
from typing import Annotated, Literal

from api.release_answers import Signed, WithdrawnRelease
from schemas.base import Struct, about
from warehouse import ColumnStats, Hit


class TableLink(Struct, frozen=True, kw_only=True):
    """One table of a release and where to find it."""

    name: Annotated[str, about("Name of the table.")]
    description: Annotated[str, about("What a row is.")]
    key: Annotated[str, about("The column that tells rows apart.")]
    rows: Annotated[int, about("Number of rows.", unit="rows", ge=0)]
    url: Annotated[str, about("Where its rows are.")]
    schema_url: Annotated[str, about("Where its JSON Schema is.")]


class FileLink(Struct, frozen=True, kw_only=True):
    """One file of a release and where to find it."""

    name: Annotated[str, about("Name of the file.")]
    bytes: Annotated[int, about("Its size.", unit="bytes", ge=0)]
    sha256: Annotated[str, about("SHA-256 of its bytes, in hex.")]
    media_type: Annotated[str, about("Its media type.")]
    url: Annotated[str, about("Where to download it.")]


class ReleaseSummary(Struct, frozen=True, kw_only=True):
    """One release in a listing."""

    id: Annotated[str, about("The release, `2026.11.22`.")]
    created: Annotated[dt.date, about("Day of the release.", unit="date")]
    schema_version: Annotated[str, about("Version of the declarations its tables follow.")]
    rows: Annotated[dict[str, int], about("Rows of each table.")]
    url: Annotated[str, about("Where it is described.")]
    signed_by: Annotated[
        str | None, about("Fingerprint of the key that signed it; null if it is unsigned.")
    ] = None
    sunset: Annotated[
        dt.date | None, about("Day on which it will be withdrawn, if one is set.", unit="date")
    ] = None


class ReleaseList(Struct, frozen=True, kw_only=True):
    """The releases of this server, newest first."""

    latest: Annotated[str | None, about("The newest release; null when there is none yet.")]
    releases: Annotated[tuple[ReleaseSummary, ...], about("All releases, newest first.")]
    withdrawn: Annotated[
        tuple[WithdrawnRelease, ...],
        about("Releases that were withdrawn, and those that will be, newest first."),
    ] = ()


class ReleaseDescription(Struct, frozen=True, kw_only=True):
    """One release with its tables and files."""

    id: Annotated[str, about("The release, `2026.11.22`.")]
    parent: Annotated[str | None, about("The release before it.")]
    title: Annotated[str, about("Title of the dataset.")]
    created: Annotated[dt.date, about("Day of the release.", unit="date")]
    schema_version: Annotated[str, about("Version of the declarations its tables follow.")]
    licence: Annotated[str, about("Licence of the data.")]
    citation: Annotated[str, about("How to cite it.")]
    manifest_url: Annotated[str, about("Where its manifest is.")]
    notes_url: Annotated[
        str | None, about("Where its notes are; null for releases that have none.")
    ]
    diff_url: Annotated[
        str | None, about("Where the changes since its parent are; null if that is not here.")
    ]
    signed: Annotated[Signed | None, about("Who signed it; null if it is unsigned.")]
    tables: Annotated[tuple[TableLink, ...], about("Its tables.")]
    files: Annotated[tuple[FileLink, ...], about("Its files.")]


class Evidence(Struct, frozen=True, kw_only=True):
    """The words a record was read from, with a little of the text around them."""

    before: Annotated[str, about("Text before the quote, at most 200 code points.")]
    quote: Annotated[str, about("The quote itself.")]
    after: Annotated[str, about("Text after the quote, at most 200 code points.")]


class StatsAnswer(Struct, frozen=True, kw_only=True):
    """What each column of a table holds."""

    release: Annotated[str, about("The release it is of.")]
    table: Annotated[str, about("The table.")]
    rows: Annotated[int, about("Rows of the table.", unit="rows", ge=0)]
    columns: Annotated[tuple[ColumnStats, ...], about("Its columns, paths into them too.")]


class SearchAnswer(Struct, frozen=True, kw_only=True):
    """The hits of a search, most telling first."""

    release: Annotated[str, about("The release that was searched.")]
    q: Annotated[str, about("The words.")]
    totals: Annotated[
        dict[str, int | None],
        about("Hits in each table; null where too many would have to be read to know."),
    ]
    next_url: Annotated[str | None, about("Address of the next hits; null on the last page.")]
    hits: Annotated[tuple[Hit, ...], about("The hits of this page.")]


class Health(Struct, frozen=True, kw_only=True):
    """The process runs."""

    status: Annotated[Literal["ok"], about("Always `ok`.")] = "ok"


class Readiness(Struct, frozen=True, kw_only=True):
    """Whether the server can do its work."""

    ready: Annotated[bool, about("Whether a release is open and the extraction model is loaded.")]
    releases: Annotated[int, about("Number of releases that are open.", ge=0)]
    latest: Annotated[str | None, about("The newest of them.")]
    extraction: Annotated[bool, about("Whether the extraction processes are ready.")]
    version: Annotated[str, about("Version of dateline.")]


class ArticleInput(Struct, frozen=True, kw_only=True):
    """One article to extract. Either `text` or `html` is needed."""

    id: Annotated[str | int | None, about("Your own id; comes back as `id`.")] = None
    text: Annotated[str | None, about("The article as plain text or Markdown.")] = None
    html: Annotated[str | None, about("The article as an HTML page or fragment.")] = None
    title: Annotated[str | None, about("Headline.")] = None
    published: Annotated[
        str | None,
        about("Date of publication: `2024-01-05` or `2024-01-05T10:30:00Z`. Dates rest on it."),
    ] = None
    url: Annotated[str | None, about("Address of the article.")] = None
    source: Annotated[str | None, about("Publisher or site.")] = None
    authors: Annotated[tuple[str, ...] | str | None, about("Names of the authors.")] = None
