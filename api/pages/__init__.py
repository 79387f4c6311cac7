"""Pages for people, made on the server: no script, no style sheet, nothing from elsewhere."""
