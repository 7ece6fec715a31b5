"""The one table of what the keys of front matter mean.

Generators and houses spell alike things differently. Spellings are compared in lower case without `-`, `_`, `.` and
spaces, so `publish_date`, `publishDate` and `Publish Date` are one entry here; a path such as `cover.image` names a
key inside a mapping. The first spelling of a row that an article fills counts. The configuration adds spellings
(`aliases`).

Not publication, and therefore in no row: `expiryDate`, `expiration_date`, `end_date`, `review_date`.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

SPELLINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "title": (
            "title",
            "headline",
            "linktitle",
            "titleshort",
            "subject",
            "seotitle",
            "seo.title",
            "ogtitle",
            "name",
        ),
        "subtitle": ("subtitle", "subhead", "subheading", "subheadline", "deck", "dek", "standfirst", "tagline"),
        "description": (
            *("description", "summary", "excerpt", "abstract", "lead", "teaser", "metadescription", "seodescription"),
            *("seo.description", "ogdescription", "intro", "blurb", "miniexcerpt", "rssdescription", "rss"),
        ),
        "authors": (
            *("authors", "author", "byline", "by", "writer", "writers", "creator", "authorname", "postauthor"),
            *("contributors", "msauthor", "maintainedby", "translator", "translators", "lastupdate.author"),
        ),
        "read_time": ("readtime", "readingtime", "timetoread", "minutesread", "minread", "readmins", "approxtime"),
        "published": (
            *("publishdate", "publisheddate", "publishedat", "publishedon", "publicationdate", "publishedtime"),
            *("pubdatetime", "pubdate", "datepublished", "published", "date", "datetime", "posted", "postdate"),
            *("postedon", "releasedate", "msdate", "optionaldate", "rsspubdate"),
        ),
        "created": (
            "createddate",
            "created",
            "createdat",
            "createdon",
            "creationdate",
            "datecreated",
            "createdatetime",
        ),
        "updated": (
            *("updated", "updateddate", "updatedat", "updatedon", "dateupdated", "lastmod", "lastmodified"),
            *("lastmodifiedat", "modified", "modifieddate", "moddate", "moddatetime", "datemodified", "lastupdated"),
            *("lastupdate", "lastupdate.date", "revised", "updateddatetime"),
        ),
        "image": (
            *("heroimage", "coverimage", "cover", "image", "images", "featuredimage", "featureimage", "primaryimage"),
            *("mainimage", "leadimage", "bannerimage", "banner", "hero", "ogimage", "socialimage", "header", "feature"),
            *("thumbnail", "thumb", "teaserimage", "previewimage", "imageurl", "photo", "splash", "seo.image"),
        ),
        "image_alt": ("heroimagealt", "imagealt", "imagealttext", "coveralt", "coverimagealt", "heroalt", "alttext"),
        "cta": ("cta", "calltoaction", "cta.text"),
        "tags": (
            *("tags", "tag", "categories", "category", "topics", "topic", "keywords", "keyword", "labels", "label"),
            *("taxonomies", "subjects", "sections"),
        ),
        "slug": ("slug", "postslug", "urlslug"),
        "language": ("lang", "language", "locale", "langcode", "contentlanguage", "langcode"),
        "url": (
            *("canonicalurl", "canonical", "canonicallink", "url", "link", "externalurl", "externallink", "permalink"),
            *("originalurl", "sourceurl", "via", "seo.canonical"),
        ),
        "status": ("status", "state", "poststatus", "visibility"),
    }
)
"""What an article has → how it is spelt, most telling first."""

KNOWN = frozenset(spelling for row in SPELLINGS.values() for spelling in row) | {"draft", "layout", "hidden", "weight"}
"""Every spelling, and a few more keys that only front matter has."""

SECTIONS = ("extra", "params", "taxonomies", "frontmatter", "meta", "metadata")
"""Mappings whose keys are looked up as if they stood at the top (Zola, Hugo), after those that do."""

_SIGNS = re.compile(r"[-_. ]+")


def normal(key: str) -> str:
    """A key as it is compared: `Publish-Date` and `publishDate` are `publishdate`."""
    return _SIGNS.sub("", key).lower() if not (key.isascii() and key.isalpha() and key.islower()) else key


def spellings(field: str, aliases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All spellings of a field: those of the configuration first, then the table's."""
    own = aliases.get(field, ())
    return (*(".".join(map(normal, key.split("."))) for key in own), *SPELLINGS[field])
