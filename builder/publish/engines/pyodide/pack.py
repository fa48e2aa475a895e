"""Runs inside Pyodide at build time: packs the program, and what it uses of the standard library, as .pyc files.

Knows which modules this interpreter has loaded and where they came from. Does not know what the program does.
Reads /program.json ({zip name: {file name: source}}) and /stdlib.zip, writes /packed/stdlib.zip and the program's zips.
"""

import importlib
import json
import sys


def module_of(file_name: str) -> str:
    """Return the module that a file holds."""
    return file_name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


with open("/program.json") as job:
    ZIPS = json.load(job)
sys.path.insert(0, "/program")
for files in ZIPS.values():
    for name in files:
        importlib.import_module(module_of(name))
USED = set(sys.modules)

# What follows is this script's own work. What it imports for that is not packed.
import importlib.util  # noqa: E402
import marshal  # noqa: E402
import os  # noqa: E402
import struct  # noqa: E402
import zipfile  # noqa: E402

LONG_AGO = (1980, 1, 1, 0, 0, 0)
UNCHECKED_HASH = 0b01


def as_pyc(name: str, source: bytes) -> bytes:
    """Compile a module, without docstrings and assert."""
    code = compile(source, name, "exec", dont_inherit=True, optimize=2)
    head = importlib.util.MAGIC_NUMBER + struct.pack("<I", UNCHECKED_HASH) + importlib.util.source_hash(source)
    return head + marshal.dumps(code)


def write_zip(target: str, files: dict[str, bytes]) -> None:
    """Write a zip that is not compressed and holds no time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(name, LONG_AGO), files[name])


def names_of(module: str) -> tuple[str, str]:
    """Return the names that a module's file may have in a zip."""
    path = module.replace(".", "/")
    return (path + ".py", path + "/__init__.py")


os.mkdir("/packed")
library = zipfile.ZipFile("/stdlib.zip")
there = set(library.namelist())
wanted = {name for module in USED for name in names_of(module) if name in there}
write_zip(
    "/packed/stdlib.zip", {name + "c": as_pyc("/lib/python314.zip/" + name, library.read(name)) for name in wanted}
)
for zip_name, files in ZIPS.items():
    packed = {name + "c": as_pyc(f"/{zip_name}/{name}", source.encode()) for name, source in files.items()}
    write_zip(f"/packed/{zip_name}", packed)
