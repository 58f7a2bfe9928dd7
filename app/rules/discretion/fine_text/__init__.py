"""Wording of fines (罚款文字): reads what an article or a tier says about a fine into branches."""
