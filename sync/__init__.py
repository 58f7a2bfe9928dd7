"""The exchange with the city server."""
