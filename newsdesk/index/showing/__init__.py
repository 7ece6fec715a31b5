"""From the documents that match to what is looked at: rows in order, groups, marks, figures, reasons."""
