"""A folder with a site in, answers over HTTP out, and pages that load anew when the book was built again."""
