"""Word, LibreOffice and their slides: XML in a zip."""
