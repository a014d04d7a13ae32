"""A real PostgreSQL server of our own, in a folder of its own, for the tests that push."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def west(archive_path, tmp_path):
    """A copy of the archive of the bundled stories, which may be written to."""
    return Path(shutil.copytree(archive_path, tmp_path / "west"))


def programs():
    """Return the folder of PostgreSQL's programs, if it is installed."""
    on_path = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return Path(on_path).parent if on_path else found[-1].parent if found else None


@pytest.fixture(scope="session")
def postgres():
    """The address of a database on a server that lives as long as the tests; reached by a socket only."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("missing outside program initdb")
    folder = Path(tempfile.mkdtemp(prefix="rspg"))
    as_user = ()
    if os.geteuid() == 0:
        try:
            owner = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("missing outside program initdb, or no user postgres to run it as")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user = ("runuser", "-u", "postgres", "--")

    def run(program, *arguments):
        subprocess.run(
            [*as_user, bin_folder / program, *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder, timeout=120
        )

    run("initdb", "-D", folder / "data", "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run("pg_ctl", "-D", folder / "data", "-o", options, "-l", folder / "log", "-w", "start")
    try:
        yield f"postgresql://tester:s3cret%21word@/postgres?host={folder}"
    finally:
        run("pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
