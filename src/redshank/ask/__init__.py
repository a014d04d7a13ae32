"""Show, write and explain readings."""
