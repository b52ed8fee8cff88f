"""
What pyx12 says of X12 files: for each file its segments, and what is wrong with its envelopes. With --valid, whether it also fits pyx12's
map of a 997; those maps know the groups of health care only, so PT and 867 are added to a copy of them.
"""

import json
import os
import shutil
import sys
import tempfile

import pyx12
import pyx12.errors
import pyx12.params
import pyx12.x12file
import pyx12.x12n_document


def read(path):
    try:
        with open(path, encoding="utf-8") as file:
            reader = pyx12.x12file.X12Reader(file)
            segments, errors = [], []
            for segment in reader:
                elements = segment.format("\0", "*", ">").rstrip("\0").split("*")
                segments.append(elements)
                errors += [[kind, code] for kind, code, *_ in reader.pop_errors()]
            reader.cleanup()
            errors += [[kind, code] for kind, code, *_ in reader.pop_errors()]
            return {"segments": segments, "errors": errors}
    except pyx12.errors.EngineError as error:
        return {"segments": [], "errors": [["file", str(type(error).__name__)]]}
    except pyx12.errors.X12Error as error:
        return {"segments": [], "errors": [["file", str(type(error).__name__)]]}


def maps():
    folder = os.path.join(tempfile.mkdtemp(), "map")
    shutil.copytree(os.path.join(os.path.dirname(pyx12.__file__), "map"), folder)
    path = os.path.join(folder, "997.4010.xml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for code, beside in (("PT", "<code>BE</code>"), ("867", "<code>837</code>")):
        text = text.replace(beside, f"<code>{code}</code>{beside}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return folder


def valid(path, folder):
    # The JSON that pyx12 writes beside says what it found.
    out = path + ".json"
    with open(path, encoding="utf-8") as file, open(out, "w", encoding="utf-8") as report:
        good = pyx12.x12n_document.x12n_document(
            pyx12.params.params(), file, None, None, fd_json=report, map_path=folder
        )
    with open(out, encoding="utf-8") as report:
        return {"valid": bool(good), "says": report.read()}


if sys.argv[1] == "--valid":
    folder = maps()
    print(json.dumps([valid(path, folder) for path in sys.argv[2:]]))
else:
    print(json.dumps([read(path) for path in sys.argv[1:]]))
