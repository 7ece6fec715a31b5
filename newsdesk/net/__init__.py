"""Bytes from elsewhere, guarded: bounded in size, time and address. Knows no format, keeps nothing on disk."""
