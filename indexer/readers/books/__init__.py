"""EPUB 2 and 3, in the order of their spine."""
