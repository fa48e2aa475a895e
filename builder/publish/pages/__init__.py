"""What the Markdown pages get from the records: blocks, forms and tools."""
