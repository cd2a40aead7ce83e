"""Editions, finding aids and articles in XML, told by their root element."""
