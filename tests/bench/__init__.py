"""How fast the build is, beside others."""
