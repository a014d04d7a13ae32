"""Code many stories at once. Stories in, outcomes out, in the same order."""
