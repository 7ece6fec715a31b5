"""Between Textual and the terminal: bytes in, bytes out, and what happens when the line is gone."""
