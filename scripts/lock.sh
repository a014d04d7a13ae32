#!/bin/sh
# Pin every dependency with its hash. The output names no address of any registry.
set -eu
for name in core dev; do
  uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
    "requirements/$name.in" --output-file "requirements/$name.txt"
  if grep -nE '(https?|file)://' "requirements/$name.txt"; then
    echo "requirements/$name.txt holds an address; take it out" >&2
    exit 1
  fi
done
