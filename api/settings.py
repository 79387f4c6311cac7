"""What dateline can be told: every setting with its default and its help, in one place."""

import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from schemas.base import about
from schemas.errors import SettingsError

PREFIX = "DATELINE_"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings of one machine. Each is read from ``DATELINE_`` and its name in capitals."""

    warehouse: Annotated[
        Path,
        about("The DuckDB file that `load` writes and `release` reads. The server never opens it."),
    ] = Path("data/dateline.duckdb")

    releases: Annotated[
        Path,
        about("Folder that `release` fills and `serve` shows. New ones are found while serving."),
    ] = Path("data/releases")
    remote: Annotated[
        str,
        about(
            "Address of an object store whose releases `serve` shows, such as"
            " `s3://bucket/prefix`; empty for those of the folder. Credentials come from the"
            " environment."
        ),
    ] = ""
    cache: Annotated[
        Path, about("Folder for what `serve` fetches from an object store; may be thrown away.")
    ] = Path("data/cache")
    cache_bytes: Annotated[
        int, about("Most that `serve` keeps of an object store.", unit="bytes", ge=1_000_000)
    ] = 20_000_000_000
    language: Annotated[
        str,
        about(
            "Language model that reads articles: `full`, `fast`, or `spacy:` and the name of an"
            " installed spaCy pipeline."
        ),
    ] = "full"
    base_url: Annotated[
        str,
        about(
            "Public address of the server, without a slash at the end, for the links it writes."
            " Empty: the address the reader asked for."
        ),
    ] = ""
    allow_origin: Annotated[
        str,
        about(
            "Origin whose pages may read the answers in a browser (CORS): `*` for all, or one such"
            " as `https://example.org`; `none` for no other page."
        ),
    ] = "*"
    default_limit: Annotated[int, about("Rows on a page when the reader names no limit.", ge=1)] = (
        100
    )
    max_limit: Annotated[int, about("Most rows a reader may ask for on one page.", ge=1)] = 1000
    max_extract_bytes: Annotated[
        int, about("Largest body that may be posted for extraction.", unit="bytes", ge=1)
    ] = 2_000_000
    extract_seconds: Annotated[
        float, about("Longest time one posted article may take.", unit="s", ge=0)
    ] = 30.0
    extract_workers: Annotated[
        int, about("Processes that extract posted articles; 0 turns `POST /v1/extract` off.", ge=0)
    ] = 1
    sql_workers: Annotated[
        int,
        about(
            "Queries that may run at the same time; one reader may have all but one of them."
            " 0 turns SQL over HTTP off.",
            ge=0,
        ),
    ] = 3
    sql_seconds: Annotated[
        float, about("Longest time a query may run.", unit="s", ge=0.1, le=600)
    ] = 10.0
    sql_memory: Annotated[
        int, about("Memory that DuckDB may use for a query.", unit="bytes", ge=50_000_000)
    ] = 1_000_000_000
    sql_max_rows: Annotated[int, about("Most rows that a query may give.", ge=1)] = 100_000
    sql_max_bytes: Annotated[
        int,
        about("Largest result of a query, before it is written in its format.", unit="bytes", ge=1),
    ] = 64_000_000
    sql_max_characters: Annotated[int, about("Longest text of a query.", ge=1)] = 50_000
    sql_cache_bytes: Annotated[
        int,
        about("Results of queries that are kept, in temporary files; 0 keeps none.", ge=0),
    ] = 256_000_000
    keys: Annotated[
        Path,
        about("File of the API keys, which `dateline keys` writes and the server reads again."),
    ] = Path("data/keys.json")
    anonymous: Annotated[
        str, about("What readers without a key may do: some of `read`, `sql` and `extract`.")
    ] = "read,sql,extract"
    read_per_minute: Annotated[
        int, about("Requests of one address without a key in a minute; 0 for any number.", ge=0)
    ] = 60_000
    sql_per_minute: Annotated[
        int, about("Queries of one address without a key in a minute; 0 for any number.", ge=0)
    ] = 600
    extract_per_minute: Annotated[
        int, about("Articles that one address may post in a minute; 0 for any number.", ge=0)
    ] = 120
    trusted_proxies: Annotated[
        str,
        about(
            "Addresses or networks, with commas between, of proxies whose `X-Forwarded-For`,"
            " `-Proto` and `-Host` are believed."
        ),
    ] = ""
    metrics: Annotated[
        Literal["open", "key"],
        about("Who may read `/metrics`: everybody, or keys with the scope `admin`."),
    ] = "open"
    log: Annotated[
        Literal["json", "text", "off"],
        about(
            "How requests are written to stderr: `json`, `text`, or `off`, which leaves warnings"
            " and errors."
        ),
    ] = "json"
    shutdown_seconds: Annotated[
        float,
        about(
            "Longest time that answers which have begun get when the server ends.", unit="s", ge=1
        ),
    ] = 60.0
    threads: Annotated[int, about("Requests that may read a release at the same time.", ge=1)] = 16
    rescan_seconds: Annotated[
        float, about("How long a listing of the releases folder is trusted.", unit="s", ge=0)
    ] = 2.0

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Return the settings that *environ* gives; what it leaves out keeps its default.

        Raises:
            SettingsError: a value has the wrong type or is out of range.
        """
        given = {
            name: environ[variable]
            for name, variable in ((field.name, variable_of(field.name)) for field in fields())
            if environ.get(variable)
        }
        try:
            settings = msgspec.convert(given, cls, strict=False, dec_hook=_path)
        except msgspec.ValidationError as error:
            raise SettingsError(
                f"a setting makes no sense: {error}", hint="See docs/settings.md."
            ) from error
        if settings.default_limit > settings.max_limit:
            raise SettingsError(
                f"default_limit ({settings.default_limit}) is above max_limit"
                f" ({settings.max_limit})",
                hint="Raise DATELINE_MAX_LIMIT or lower DATELINE_DEFAULT_LIMIT.",
            )
        return settings

    def to_env(self) -> dict[str, str]:
        """Return the environment variables that give these settings again."""
        return {variable_of(field.name): str(getattr(self, field.name)) for field in fields()}


def variable_of(name: str) -> str:
    """Return the environment variable of the setting *name*: ``DATELINE_MAX_LIMIT``."""
    return PREFIX + name.upper()


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One setting as its documentation shows it."""

    name: str
    variable: str
    default: str
    unit: str
    help: str


def fields() -> Iterator[Field]:
    """Yield the settings in declared order."""
    for field in msgspec.structs.fields(Settings):
        meta = next(m for m in typing.get_args(field.type) if isinstance(m, msgspec.Meta))
        yield Field(
            name=field.name,
            variable=variable_of(field.name),
            default=str(field.default),
            unit=str((meta.extra or {}).get("unit", "")),
            help=meta.description or "",
        )


def _path(wanted: type, value: object) -> object:
    if wanted is Path:
        return Path(str(value))
    raise NotImplementedError
