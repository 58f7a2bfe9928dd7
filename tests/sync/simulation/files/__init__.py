"""Drawn stories of files on their way (附件): the product's engine, store, folders and city."""
