"""Label the parts of the page: headline, byline, dateline, body ... Story in, Zones out; the text is never edited."""

from redshank.zone.label import zone

__all__ = ["zone"]
