"""Pure text: the gate, folding, widths, tokens, typos, the query's grammar, dates. No I/O, no clock."""
