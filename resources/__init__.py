"""Law, forms and lists, as data."""
