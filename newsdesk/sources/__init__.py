"""Files and bytes in, articles and problems out. Knows no network and no store."""
