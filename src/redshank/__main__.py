"""`python -m redshank` is the command line."""

from redshank.cli import main

main()
