"""General law (总则性规定): what the Administrative Penalty Law asks of every fine."""
