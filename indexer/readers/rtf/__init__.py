"""Rich Text Format, by a tokenizer of its own."""
