"""Markdown and HTML: text whose author marked the headings."""
