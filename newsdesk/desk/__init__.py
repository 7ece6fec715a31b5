"""The corridor that all rooms open onto: the one object that both front ends talk to."""
