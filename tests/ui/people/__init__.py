"""Screens of people: list, one person, and the desks around them."""
