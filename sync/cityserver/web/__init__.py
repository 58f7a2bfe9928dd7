"""The server's doors: the words of the exchange for programs, pages for the public and administrators."""
