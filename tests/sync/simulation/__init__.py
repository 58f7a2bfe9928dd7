"""Deterministic simulation of the exchange: the product's own code, drawn troubles, laws that must hold."""
