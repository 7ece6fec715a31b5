"""Pictures in a terminal: what their bytes are, decoding them at arm's length, and drawing them in what it can show."""
