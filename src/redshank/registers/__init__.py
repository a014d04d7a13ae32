"""Draw up deals in arms, and sanctions, over an archive. An archive in, one row a deal or measure out."""
