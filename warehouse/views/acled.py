"""`events_acled`: what happened and ACLED would code, in ACLED's columns.

One row for each cluster, told by its representative. Only events that are asserted and that
ACLED has a sub-type for; those of a planned or denied event are left out.
"""

# The parts of the SQL come from this package, never from input.
# ruff: noqa: S608

from warehouse.views.codes import with_tables

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2",
    "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
    "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
    "fatalities", "tags", "timestamp",
)  # fmt: skip

NULL = ("admin2", "admin3", "source_scale", "timestamp")
"""Columns that nothing in an article gives; they are null in every row."""

SQL = f"""
WITH {with_tables("country", "us_state", "inter", "disorder")},
published AS (
  SELECT cluster_id, string_agg(DISTINCT source, '; ' ORDER BY source) AS source
  FROM events JOIN articles USING (article_id) GROUP BY cluster_id
),
told AS (
  SELECT e.*, c.sources,
    list_filter(e.places, lambda p: p.country IS NOT NULL)[1] AS place,
    list_transform(e.actors, lambda p: coalesce(p.name, p.mention)) AS doers,
    list_transform(e.recipients, lambda p: coalesce(p.name, p.mention)) AS targets,
    list_filter(e.counts, lambda n: n.kind = 'killed')[1] AS killed,
    list_filter(e.counts, lambda n: n.kind = 'participants')[1] AS crowd
  FROM events AS e JOIN event_clusters AS c ON c.representative = e.record_id
  WHERE e.modality = 'asserted' AND e.acled_sub_event_type IS NOT NULL
),
coded AS (
  SELECT t.*, k.number, k.region, k.label AS country_label,
    CASE
      WHEN t.acled_event_type = 'Riots' THEN 5
      WHEN t.acled_event_type = 'Protests' AND t.type = 'PROTEST' THEN 6
      WHEN (one.code = 1 OR t.actors[1].kind = 'country')
        AND t.actors[1].country <> t.place.country THEN 8
      WHEN t.actors[1].kind = 'country' THEN 1
      ELSE one.code
    END AS first_kind,
    CASE
      WHEN t.acled_sub_event_type = 'Excessive force against protesters' THEN 6
      WHEN (two.code = 1 OR t.recipients[1].kind = 'country')
        AND t.recipients[1].country <> t.place.country THEN 8
      WHEN t.recipients[1].kind = 'country' THEN 1
      ELSE two.code
    END AS second_kind
  FROM told AS t
  LEFT JOIN country AS k ON k.alpha2 = t.place.country
  LEFT JOIN inter AS one ON one.sector = t.actors[1].sector
  LEFT JOIN inter AS two ON two.sector = t.recipients[1].sector
)
SELECT
  t.cluster_id AS event_id_cnty,
  t.date_start AS event_date,
  year(t.date_start) AS year,
  CASE t.date_precision WHEN 'day' THEN 1 WHEN 'week' THEN 2 WHEN 'month' THEN 3 END
    AS time_precision,
  coalesce(
    (SELECT d.label FROM disorder AS d
     WHERE d.event_type = t.acled_event_type AND d.sub_event_type = t.acled_sub_event_type),
    (SELECT d.label FROM disorder AS d
     WHERE d.event_type = t.acled_event_type AND d.sub_event_type IS NULL)
  ) AS disorder_type,
  t.acled_event_type AS event_type,
  t.acled_sub_event_type AS sub_event_type,
  t.doers[1] AS actor1,
  nullif(array_to_string(t.doers[2:], '; '), '') AS assoc_actor_1,
  t.first_kind AS inter1,
  t.targets[1] AS actor2,
  nullif(array_to_string(t.targets[2:], '; '), '') AS assoc_actor_2,
  t.second_kind AS inter2,
  CASE WHEN len(t.targets) = 0 THEN t.first_kind * 10
    WHEN t.first_kind IS NOT NULL AND t.second_kind IS NOT NULL
      THEN least(t.first_kind, t.second_kind) * 10 + greatest(t.first_kind, t.second_kind)
  END AS interaction,
  CASE WHEN t.acled_event_type = 'Violence against civilians' OR (
      t.second_kind IN (6, 7) AND t.acled_event_type IN
        ('Battles', 'Explosions/Remote violence', 'Protests', 'Riots')
    ) THEN 'Civilian targeting'
  END AS civilian_targeting,
  t.number AS iso,
  t.region AS region,
  t.country_label AS country,
  CASE WHEN t.place.precision = 'admin1' THEN t.place.name
    WHEN t.place.country = 'US' THEN (SELECT label FROM us_state WHERE code = t.place.admin1)
  END AS admin1,
  NULL::VARCHAR AS admin2,
  NULL::VARCHAR AS admin3,
  t.place.name AS location,
  t.place.latitude AS latitude,
  t.place.longitude AS longitude,
  CASE WHEN t.place.precision IN ('point', 'city') THEN 1
    WHEN t.place.precision IN ('admin1', 'region') THEN 3
  END AS geo_precision,
  p.source AS source,
  NULL::VARCHAR AS source_scale,
  t.quote AS notes,
  round(coalesce(t.killed.value, t.killed.low))::BIGINT AS fatalities,
  CASE WHEN t.type = 'PROTEST' AND coalesce(t.crowd.value, t.crowd.low) IS NOT NULL THEN
    'crowd size='
    || CASE t.crowd.bound WHEN 'about' THEN 'about ' WHEN 'at_least' THEN 'at least '
         WHEN 'over' THEN 'more than ' WHEN 'at_most' THEN 'up to '
         WHEN 'under' THEN 'fewer than ' ELSE '' END
    || round(coalesce(t.crowd.value, t.crowd.low))::BIGINT::VARCHAR
  END AS tags,
  NULL::BIGINT AS "timestamp"
FROM coded AS t LEFT JOIN published AS p ON p.cluster_id = t.cluster_id
ORDER BY t.date_start NULLS LAST, t.cluster_id
"""
