"""`events_polecat`: the records with a PLOVER type, in POLECAT's columns.

One row for each record, as POLECAT has one for each event of each story. Only asserted events;
countries are ISO 3166-1 alpha-3 with PLOVER's KOS for Kosovo.
"""

# The parts of the SQL come from this package, never from input.
# ruff: noqa: S608

from warehouse.views.codes import with_tables

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Event Intensity", "Quad Code",
    "Contexts", "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector",
    "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name",
    "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
    "Story Locations", "Language", "Version",
)  # fmt: skip

NULL = (
    "Actor Title", "Wikipedia Actor ID", "Recipient Title", "Wikipedia Recipient ID", "District",
)  # fmt: skip
"""Columns that nothing in a record gives; they are null in every row."""


def _side(side: str, people: str) -> str:
    """Return the columns of one side: *side* as POLECAT calls it, *people* the list it is in."""
    sectors = (
        f"list_filter(list_transform(t.{people}, lambda p: p.sector), lambda s: s IS NOT NULL)"
    )
    return f"""
  coalesce(t.{people}[1].name, t.{people}[1].mention) AS "{side} Name",
  (SELECT plover FROM country WHERE alpha2 = t.{people}[1].country) AS "{side} Country",
  (SELECT cow FROM country WHERE alpha2 = t.{people}[1].country) AS "{side} COW",
  t.{people}[1].sector AS "Primary {side} Sector",
  nullif(array_to_string(list_sort(list_distinct({sectors})), '; '), '') AS "{side} Sectors",
  NULL::VARCHAR AS "{side} Title",
  t.{people}[1].mention AS "{side} Name Raw",
  NULL::VARCHAR AS "Wikipedia {side} ID","""


SQL = f"""
WITH {with_tables("country", "us_state", "intensity")},
named AS (
  SELECT article_id, unnest(list_concat(actors, recipients), recursive := true)
  FROM events
),
people AS (
  SELECT article_id, kind, string_agg(DISTINCT name, '; ' ORDER BY name) AS names FROM (
    SELECT article_id, kind, name FROM named
    UNION ALL
    SELECT s.article_id, e.kind, s.speaker.name
    FROM statements AS s JOIN entities AS e ON e.entity_id = s.speaker.entity_id
  ) WHERE name IS NOT NULL GROUP BY ALL
),
located AS (
  SELECT article_id, string_agg(DISTINCT name, '; ' ORDER BY name) AS names FROM (
    SELECT article_id, unnest(places, recursive := true) FROM events
  ) WHERE name IS NOT NULL GROUP BY ALL
),
told AS (
  SELECT e.*, a.source, a.published, a.language,
    coalesce(list_filter(e.places, lambda p: p.country IS NOT NULL)[1], e.places[1]) AS place
  FROM events AS e JOIN articles AS a ON a.article_id = e.article_id
  WHERE e.modality = 'asserted' AND e.quad_class IS NOT NULL
)
SELECT
  t.record_id AS "Event ID",
  t.date_start AS "Event Date",
  t.type AS "Event Type",
  t.modes[1] AS "Event Mode",
  coalesce(
    (SELECT score FROM intensity AS i WHERE i.type = t.type AND i.mode = t.modes[1]),
    (SELECT score FROM intensity AS i WHERE i.type = t.type AND i.mode = '')
  )::DOUBLE AS "Event Intensity",
  upper(t.quad_class) AS "Quad Code",
  nullif(array_to_string(t.contexts, '; '), '') AS "Contexts",
  {_side("Actor", "actors")}
  {_side("Recipient", "recipients")}
  t.place.name AS "Placename",
  CASE WHEN t.place.precision IN ('point', 'city') THEN t.place.name END AS "City",
  NULL::VARCHAR AS "District",
  CASE WHEN t.place.precision = 'admin1' THEN t.place.name
    WHEN t.place.country = 'US' THEN (SELECT label FROM us_state WHERE code = t.place.admin1)
  END AS "Province",
  (SELECT plover FROM country WHERE alpha2 = t.place.country) AS "Country",
  t.place.latitude AS "Latitude",
  t.place.longitude AS "Longitude",
  t.place.geonames_id AS "GeoNames ID",
  t.place.mention AS "Raw Placename",
  CASE t.place.precision WHEN 'admin1' THEN 'ADM1' END AS "Feature Type",
  t.source AS "Source",
  t.published AS "Publication Date",
  (SELECT names FROM people AS p WHERE p.article_id = t.article_id AND p.kind = 'person')
    AS "Story People",
  (SELECT names FROM people AS p WHERE p.article_id = t.article_id AND p.kind = 'organisation')
    AS "Story Organizations",
  (SELECT names FROM located AS l WHERE l.article_id = t.article_id) AS "Story Locations",
  t.language AS "Language",
  t.extractor AS "Version"
FROM told AS t
ORDER BY t.article_id, t.start, t."end", t.record_id
"""
