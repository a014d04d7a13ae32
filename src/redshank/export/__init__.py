"""Write events in the formats of other tools and data sets, and publish releases. An archive in, files out."""
