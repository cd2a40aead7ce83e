"""highlighting."""
