"""Hold an archive against other people's event data. Their files or a user's table in, differences out."""
