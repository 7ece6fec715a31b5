"""Why a picture is not shown: a few words that stand in its place."""

from newsdesk.model.errors import NewsdeskError


class PictureUnusable(NewsdeskError):
    """There is no picture to show: no file, no picture, a broken or a too large one.

    `str(error)` follows on «not shown:»: lower case, no full stop. It may hold text from outside.
    """
