"""From a query to the documents that match it: a byte a document, in how good a way it matches."""
