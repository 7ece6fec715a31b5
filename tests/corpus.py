"""Where the real articles and feeds lie, for tests marked `corpus`; they are skipped where these are not there."""

from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
ARTICLES = CORPUS / "articles"
