"""Runs inside Pyodide at build time: what the engine imports becomes two zips of .pyc files.

Knows which modules this interpreter has loaded and where they came from. Does not know what the program does.
Reads /program.json and /stdlib.zip, writes /packed/stdlib.zip and /packed/core.zip.
"""

import importlib
import importlib.util
import json
import marshal
import os
import struct
import sys
import zipfile

JOB = json.load(open("/program.json"))
LONG_AGO = (1980, 1, 1, 0, 0, 0)
UNCHECKED_HASH = 0b01


def as_pyc(name: str, source: bytes) -> bytes:
    code = compile(source, name, "exec", dont_inherit=True, optimize=2)  # without docstrings and assert
    head = importlib.util.MAGIC_NUMBER + struct.pack("<I", UNCHECKED_HASH) + importlib.util.source_hash(source)
    return head + marshal.dumps(code)


def write_zip(target: str, files: dict) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(files):
            packed.writestr(zipfile.ZipInfo(name, LONG_AGO), files[name])


def names_of(module: str) -> tuple:
    path = module.replace(".", "/")
    return (path + ".py", path + "/__init__.py")


# The interpreter as it is when the page's program runs, before this script's own imports count.
for module in JOB["later"]:
    importlib.import_module(module)
library = zipfile.ZipFile("/stdlib.zip")
there = set(library.namelist())
wanted = sorted({name for module in sys.modules for name in names_of(module) if name in there})
stdlib = {}
for name in wanted:
    stdlib[name + "c"] = as_pyc("/lib/python314.zip/" + name, library.read(name))

os.mkdir("/packed")
write_zip("/packed/stdlib.zip", stdlib)
write_zip(
    "/packed/core.zip",
    {name + "c": as_pyc("/core.zip/" + name, source.encode()) for name, source in JOB["program"].items()},
)
