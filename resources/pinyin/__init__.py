"""Initials (拼音首字母): characters by the first letter of their usual reading, made by ``generate``."""
