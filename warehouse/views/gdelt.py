"""`events_gdelt`: the events that have a CAMEO root, in the columns of GDELT's event table.

One row for each cluster, told by its representative; asserted events only. Coordinates are those
of towns: where only a country is known they are null, while GDELT gives its centre.
"""

# The parts of the SQL come from this package, never from input.
# ruff: noqa: S608

from warehouse.views.codes import with_tables

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
    "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = (
    "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID",
)  # fmt: skip

COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{part}" for part in _ACTOR),
    *(f"Actor2{part}" for part in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{of}Geo_{part}" for of in ("Actor1", "Actor2", "Action") for part in _GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip

_UNCODED = (
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type2Code",
    "Type3Code",
)

NULL = (
    *(f"Actor{n}{part}" for n in (1, 2) for part in _UNCODED),
    "AvgTone",
    *(f"Actor{n}Geo_{part}" for n in (1, 2) for part in _GEO),
    "ActionGeo_ADM2Code",
    "DATEADDED",
)
"""Columns that nothing in a record gives; they are null in every row."""

_TYPES = {"Type": "BIGINT", "Lat": "DOUBLE", "Long": "DOUBLE"}


def _actor(number: int, people: str) -> str:
    """Return the columns of actor *number*, the first of the list *people*."""
    who = f"t.{people}[1]"
    country = f"(SELECT cameo FROM country WHERE alpha2 = {who}.country)"
    role = f"(SELECT code FROM role WHERE sector = {who}.sector)"
    known = {
        "Code": f"nullif(coalesce({country}, '') || coalesce({role}, ''), '')",
        "Name": f"upper(coalesce({who}.name, {who}.mention))",
        "CountryCode": country,
        "Type1Code": role,
    }
    return ",\n  ".join(
        f"{known.get(part, 'NULL::VARCHAR')} AS Actor{number}{part}" for part in _ACTOR
    )


def _no_place(of: str) -> str:
    return ",\n  ".join(f"NULL::{_TYPES.get(p, 'VARCHAR')} AS {of}Geo_{p}" for p in _GEO)


SQL = f"""
WITH {with_tables("country", "us_state", "role", "cameo")},
mentioned AS (
  SELECT cluster_id, sum(greatest(len(mentions), 1))::BIGINT AS mentions
  FROM events GROUP BY cluster_id
),
told AS (
  SELECT e.*, c.articles, c.sources, a.url,
    (list_filter(a.blocks, lambda b: b.kind = 'paragraph')[1])."end" AS lead_end,
    list_filter(e.places, lambda p: p.country IS NOT NULL)[1] AS place,
    e.date_precision = 'day' AS to_day,
    e.date_precision IN ('day', 'month') AS to_month,
    year(e.date_start) = year(e.date_end) AS to_year,
    arg_min(m.code, m.place) AS particular
  FROM events AS e
  JOIN event_clusters AS c ON c.representative = e.record_id
  JOIN articles AS a ON a.article_id = e.article_id
  LEFT JOIN cameo AS m ON m.type = e.type AND list_contains(e.modes, m.mode)
    AND starts_with(m.code, e.cameo_root)
  WHERE e.modality = 'asserted' AND e.cameo_root IS NOT NULL
  GROUP BY ALL
),
coded AS (
  SELECT t.*, coalesce(t.particular, t.cameo_root || '0') AS code, k.fips, k.label,
    (SELECT s.label FROM us_state AS s WHERE s.code = t.place.admin1 AND t.place.country = 'US')
      AS state
  FROM told AS t LEFT JOIN country AS k ON k.alpha2 = t.place.country
)
SELECT
  ('0x' || substr(t.cluster_id, 4, 15))::BIGINT AS GLOBALEVENTID,
  CASE WHEN t.to_day THEN strftime(t.date_start, '%Y%m%d')::BIGINT END AS SQLDATE,
  CASE WHEN t.to_month THEN strftime(t.date_start, '%Y%m')::BIGINT END AS MonthYear,
  CASE WHEN t.to_year THEN year(t.date_start) END AS "Year",
  CASE WHEN t.to_day THEN
    round(year(t.date_start) + (month(t.date_start) * 30 + day(t.date_start)) / 365, 4)
  END AS FractionDate,
  {_actor(1, "actors")},
  {_actor(2, "recipients")},
  CASE WHEN t.origin = 'headline' OR t.start < t.lead_end THEN 1
    WHEN t.lead_end IS NOT NULL THEN 0 END AS IsRootEvent,
  t.code AS EventCode,
  left(t.code, 3) AS EventBaseCode,
  t.cameo_root AS EventRootCode,
  (SELECT any_value(quad) FROM cameo AS m WHERE m.code = t.code) AS QuadClass,
  (SELECT any_value(goldstein) FROM cameo AS m WHERE m.code = t.code)::DOUBLE AS GoldsteinScale,
  n.mentions AS NumMentions,
  t.sources AS NumSources,
  t.articles AS NumArticles,
  NULL::DOUBLE AS AvgTone,
  {_no_place("Actor1")},
  {_no_place("Actor2")},
  CASE WHEN t.place.precision = 'country' THEN 1
    WHEN t.place.precision = 'admin1' THEN CASE t.place.country WHEN 'US' THEN 2 ELSE 5 END
    WHEN t.place.precision IN ('point', 'city')
      THEN CASE t.place.country WHEN 'US' THEN 3 ELSE 4 END
  END AS ActionGeo_Type,
  CASE WHEN t.place.precision = 'country' THEN t.label
    WHEN t.place.name IS NOT NULL THEN concat_ws(
      ', ', t.place.name, CASE WHEN t.state <> t.place.name THEN t.state END, t.label
    )
  END AS ActionGeo_FullName,
  t.fips AS ActionGeo_CountryCode,
  -- GeoNames keeps FIPS numbers of divisions but in these countries.
  CASE WHEN t.place.admin1 IS NOT NULL AND t.place.country NOT IN ('BE', 'CH', 'ME')
    THEN t.fips || t.place.admin1 END AS ActionGeo_ADM1Code,
  NULL::VARCHAR AS ActionGeo_ADM2Code,
  t.place.latitude AS ActionGeo_Lat,
  t.place.longitude AS ActionGeo_Long,
  CASE WHEN t.place.precision = 'country' THEN t.fips
    WHEN t.place.precision = 'admin1' AND t.place.country = 'US' THEN t.place.admin1
  END AS ActionGeo_FeatureID,
  NULL::BIGINT AS DATEADDED,
  t.url AS SOURCEURL
FROM coded AS t JOIN mentioned AS n ON n.cluster_id = t.cluster_id
ORDER BY t.cluster_id
"""
