# Everything runs in a virtual environment of the project's own; a fresh machine needs Python 3.11, make and git.
VENV ?= .venv
PY := $(VENV)/bin/python
GAZETTEER := src/redshank/data/gazetteer.sqlite
STAMP := $(VENV)/.installed

.PHONY: demo test test-all check score bench schema known-wrong calibrate accuracy train lock clean prove-kills prove-million prove-full-disk

$(STAMP): requirements/dev.txt pyproject.toml
	python3 -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(GAZETTEER): src/redshank/data/places.csv src/redshank/data/entities/states.csv src/redshank/gazetteer/build.py | $(STAMP)
	$(PY) scripts/build_gazetteer.py

demo: $(GAZETTEER)  ## install, then code the bundled stories and show them
	$(VENV)/bin/redshank demo

test: $(GAZETTEER)  ## needs nothing outside the clone
	$(PY) -m pytest -n 2 -m "not slow" tests

test-all: $(GAZETTEER)  ## the slow ones too: gold sets, whole corpora, a clean install
	$(PY) -m pytest -n 2 -m slow tests

check: $(GAZETTEER)  ## formatter, linter, types, import contract, data files, generated files
	$(PY) -m ruff format --check src tests scripts hatch_build.py
	$(PY) -m ruff check src tests scripts hatch_build.py
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(VENV)/bin/redshank check
	$(PY) scripts/make_schema.py --check
	$(PY) scripts/make_docs.py --check
	$(PY) scripts/make_codebook.py --check
	$(PY) scripts/make_precision.py --check

score: $(GAZETTEER)  ## our own gold against the floors
	$(PY) scripts/score_all.py

bench: $(GAZETTEER)  ## CPU of `code` as a ratio to spaCy alone, one run, one thread
	$(PY) scripts/bench.py

prove-kills: $(GAZETTEER)  ## kill an ingest 25 times at random moments: nothing acknowledged lost, nothing doubled (15 minutes)
	$(PY) scripts/prove_kills.py $(STORIES)

prove-million: $(GAZETTEER)  ## an archive of a million events: sizes and times of questions (15 minutes)
	$(PY) scripts/prove_million.py $(ARCHIVE)

prove-full-disk: $(GAZETTEER)  ## an ingest on a disk of a few megabytes; needs root for the tmpfs
	$(PY) scripts/prove_full_disk.py

schema: $(STAMP)  ## write what is made from the records: the JSON Schema and docs/records.md
	$(PY) scripts/make_schema.py
	$(PY) scripts/make_docs.py
	$(PY) scripts/make_codebook.py

known-wrong: $(GAZETTEER)  ## count the fields of the bundled stories that the engine gets wrong
	$(PY) scripts/known_wrong.py

calibrate: $(GAZETTEER)  ## fit the score of an event to our own gold and show the curve on gold that was held back
	$(PY) scripts/calibrate.py --write

accuracy: $(GAZETTEER)  ## measure everything, write docs/accuracy.md, README.md and the known_wrong lists
	$(PY) scripts/known_wrong.py --write
	$(PY) scripts/accuracy.py --write --outside

train: $(GAZETTEER)  ## train the linear back-off on evaluation/train, write data/backoff.msgpack; the same input, the same bytes
	$(PY) scripts/train_backoff.py

lock:  ## pin every dependency with its hash; no addresses
	sh scripts/lock.sh

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache src/redshank/data/gazetteer.sqlite
