"""Writers: one edition in, artifacts out. None reads another's output, and none writes a file."""
