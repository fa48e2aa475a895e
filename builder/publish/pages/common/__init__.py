"""What the pages and the tool pages share: templates, and texts that differ between regions."""
