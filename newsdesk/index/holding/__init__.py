"""What the index holds: headlines as arrays, in segments that never change; how they are made, kept and saved."""
