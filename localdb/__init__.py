"""The store on this computer."""
