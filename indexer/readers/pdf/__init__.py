"""PDF as a reader reads it: characters to lines, columns, paragraphs, with the page of every word."""
