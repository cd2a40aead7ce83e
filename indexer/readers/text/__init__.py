"""Plain text: paragraphs and headings found from lines alone; what other readers need of lines."""
