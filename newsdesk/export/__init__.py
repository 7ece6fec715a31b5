"""Articles as files for other programs. Decides names and bytes; where they are written is the desk's business."""
