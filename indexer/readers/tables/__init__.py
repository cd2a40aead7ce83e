"""Tables, in which a row is a document or a paragraph: CSV, JSON Lines, spreadsheets."""
