"""The pages to read along: as files, in a browser, and heard."""
