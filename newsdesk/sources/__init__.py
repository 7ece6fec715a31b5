"""Files and bytes in, articles and problems out. Knows no network and no store."""

import logging

# Without a log that somebody asked for, Python would write warnings to the terminal that is being read in.
logging.getLogger("newsdesk").addHandler(logging.NullHandler())
