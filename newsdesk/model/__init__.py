"""Values and errors that every room speaks of. Imports nothing of ours, does nothing but hold."""
