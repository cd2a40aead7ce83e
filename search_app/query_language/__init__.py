"""query_language."""
