"""The command line: the same desk, for scripts. Only results go to standard output, and only `output` writes there."""
