"""Pictures in a terminal: what their bytes are, decoding them at arm's length, and drawing them in what it can show."""

import logging

# Without a log that somebody asked for, Python would write warnings to the terminal that is being read in.
logging.getLogger("newsdesk").addHandler(logging.NullHandler())
