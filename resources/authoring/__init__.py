"""Makes the Word templates of the forms from readable builders: ``python -m resources.authoring``."""
