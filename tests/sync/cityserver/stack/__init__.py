"""The real stack: processes, PostgreSQL, HTTP through a proxy that makes faults."""
