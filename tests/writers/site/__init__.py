"""What reading apps find the book by: as files, and held against the specifications."""
