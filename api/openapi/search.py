"""The operation of search."""

from api.answers import SearchAnswer, StatsAnswer
from api.openapi.parts import (
    ANY_READER,
    Json,
    json_body,
    not_modified,
    problems,
    query_parameter,
    ref,
    release_parameter,
    to_latest,
)
from api.search_query import DEFAULT_LIMIT, MAX_LIMIT, MAX_TEXT
from schemas import TABLES
from warehouse import MAX_HITS, Facet

TABLE_ANSWERS = (SearchAnswer, StatsAnswer, Facet)
"""What is answered about tables beside their rows."""


def search_path(release: str) -> Json:
    """Return the path of search with its operation; *release* stands in the examples."""
    searched = [t.name for t in TABLES if t.name == "articles" or t.has_evidence]
    return {
        "/v1/releases/{release}/search": {
            "get": {
                "operationId": "search",
                "tags": ["tables"],
                "summary": "Articles and records by their words",
                "description": (
                    "Rows that hold all the words, the most telling first (BM25). Case, accents"
                    " and plurals do not matter; “words in quotes” must stand side by side, a word"
                    " after `-` must be absent, `harb*` finds all that begins so."
                ),
                "parameters": [
                    release_parameter(release),
                    {
                        **query_parameter(
                            "q",
                            "The words.",
                            {"type": "string", "minLength": 1, "maxLength": MAX_TEXT},
                            example="ferry",
                        ),
                        "required": True,
                    },
                    {
                        **query_parameter(
                            "table",
                            "Tables to search, with commas between; all if left out.",
                            {"type": "array", "items": {"type": "string", "enum": searched}},
                        ),
                        "style": "form",
                        "explode": False,
                    },
                    query_parameter(
                        "limit",
                        "Hits on a page.",
                        {
                            "type": "integer",
                            "minimum": 1,
                            "maximum": MAX_LIMIT,
                            "default": DEFAULT_LIMIT,
                        },
                    ),
                    query_parameter(
                        "offset",
                        "Hits to leave out.",
                        {"type": "integer", "minimum": 0, "maximum": MAX_HITS - 1, "default": 0},
                    ),
                ],
                "responses": {
                    "200": json_body("The hits.", ref("SearchAnswer")),
                    **to_latest(),
                    **not_modified(),
                    **problems(400, 503, *ANY_READER),
                },
            }
        }
    }
