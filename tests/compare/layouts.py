"""The exact layouts of other people's files, and rows in them. What the rows tell is invented."""

import datetime
import itertools

from redshank.compare.feeds_formats import load_feeds

numbers = itertools.count(1)


def columns(text):
    return [" ".join(c.split()) for c in text.split("|")]


POLECAT = columns(
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version"
)
ICEWS = columns(
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|"
    "Longitude"
)
ACLED = columns(
    "event_id_cnty|event_date|year|time_precision|disorder_type|event_type|sub_event_type|actor1|assoc_actor_1|"
    "inter1|actor2|assoc_actor_2|inter2|interaction|civilian_targeting|iso|region|country|admin1|admin2|admin3|"
    "location|latitude|longitude|geo_precision|source|source_scale|notes|fatalities|tags|timestamp"
)
GED = columns(
    "id|relid|year|active_year|code_status|type_of_violence|conflict_dset_id|conflict_new_id|conflict_name|"
    "dyad_dset_id|dyad_new_id|dyad_name|side_a_dset_id|side_a_new_id|side_a|side_b_dset_id|side_b_new_id|side_b|"
    "number_of_sources|source_article|source_office|source_date|source_headline|source_original|where_prec|"
    "where_coordinates|where_description|adm_1|adm_2|latitude|longitude|geom_wkt|priogrid_gid|country|country_id|"
    "region|event_clarity|date_prec|date_start|date_end|deaths_a|deaths_b|deaths_civilians|deaths_unknown|best|high|"
    "low|gwnoa|gwnob"
)


def gdelt_columns(width=61):
    """Return the columns of GDELT 2.0 (61) or 1.0 (58, 57)."""
    return load_feeds().of("gdelt").without_header(width)


def gdelt_line(day, actor, recipient, code, width=61, **more):
    """Return one line of GDELT."""
    cells = {
        "GLOBALEVENTID": str(next(numbers)),
        "SQLDATE": day.replace("-", ""),
        "Actor1CountryCode": actor,
        "Actor2CountryCode": recipient,
        "EventCode": code,
        **more,
    }
    return "\t".join(cells.get(c, "") for c in gdelt_columns(width))


def lines_of(columns, rows, separator):
    """Return a table with a header from rows of cells by their names."""
    body = (separator.join(str(row.get(c, "")) for c in columns) for row in rows)
    return "\n".join([separator.join(columns), *body]) + "\n"


def day(text):
    return datetime.date.fromisoformat(text)
