"""Bytes from elsewhere, guarded: bounded in size, time and address. Knows no format, keeps nothing on disk."""

import logging

# Without a log that somebody asked for, Python would write warnings to the terminal that is being read in.
logging.getLogger("newsdesk").addHandler(logging.NullHandler())
