"""The command line: ``chengzhi WORD …`` over the same services as the window."""
