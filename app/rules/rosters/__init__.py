"""Rosters (人员名册): officer lists of bureaus read from sheets, every doubtful cell named."""
