"""Random draw (双随机抽取): pools frozen, seed committed then revealed, a result anyone can draw again."""
