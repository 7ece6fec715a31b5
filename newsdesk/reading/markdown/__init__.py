"""From Markdown to blocks and passages: what an article says, independent of any width."""
