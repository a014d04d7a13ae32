"""`python -m redshank`: the command line."""

from redshank.cli import main

if __name__ == "__main__":
    main()
