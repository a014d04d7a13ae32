"""What we know, as data: frames, words, entities, equipment. Data files in, records out."""
