#!/usr/bin/python3
"""Checks that the source tree keeps its layers, and that this check can fail.

usage: layering.py SOURCE_ROOT
"""

import fnmatch
import os
import pathlib
import re
import sys
import tempfile

# From the top down: a folder includes itself and what stands below it.
LAYERS = ["api", "meeting", "template", "document", "markup", "io", "base"]
TOP = {"README.md", "LICENSE", "meson.build", "meson_options.txt", "src", "templates", "include",
       "tests", "examples"}
# Foreign headers and the one folder that may know them.
FOREIGN = [
    (re.compile(r"libxml/|zip\.h|zipconf\.h|yaml\.h"), "io"),
    (re.compile(r"md4c"), "markup"),
]
ALLOCATION = re.compile(
    r"\b(malloc|calloc|realloc|reallocarray|free|strdup|strndup|asprintf|vasprintf|getline|getdelim"
    r"|posix_memalign|aligned_alloc|memalign|alloca|realpath\s*\([^()]*,\s*NULL)\s*[()]")
PRINTING = re.compile(r"\b(printf|vprintf|fprintf|puts|fputs|putchar|perror|exit|quick_exit|abort)\s*\(")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]', re.M)
MOST_LINES = 500


def without_comments_and_texts(source):
    """The code alone, line by line where it was."""
    pattern = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
    return pattern.sub(lambda match: "\n" * match.group().count("\n") or '""', source)


def may_include(folder, name, header):
    """Whether a file of a folder of src ("" for src itself) may include "header"."""
    target = header.split("/")[0] if "/" in header else ""
    if folder == "cli":
        return target == "cli" or header in ("referent.h", "config.h")
    if folder == "":
        return name == "main.c" and target == "cli"
    if folder == "api" and header in ("referent.h", "config.h"):
        return True
    return target in LAYERS and LAYERS.index(target) >= LAYERS.index(folder)


def office_format(path):
    """docx or odt where a file of the document layer is about one of them."""
    for part in pathlib.PurePosixPath(path).parts:
        match = re.match(r"(docx|odt)(?![a-z])", part)
        if match:
            return match.group(1)
    return None


def check_includes(folder, path, source):
    for quote, header in INCLUDE.findall(source):
        if quote == '"' and not may_include(folder, path.name, header):
            yield f'includes "{header}"'
        if quote == "<" and folder != "cli" and header == "referent.h":
            yield "includes <referent.h>"
        for pattern, owner in FOREIGN:
            if pattern.match(header) and folder != owner and "/" + owner + "/" not in header:
                yield f"includes {header}, which only src/{owner} may"
        mine, other = office_format(path.name), office_format(header)
        if folder == "document" and mine and other and mine != other:
            yield f"is about {mine} and includes {header}"


def check_code(folder, source):
    code = without_comments_and_texts(source)
    for number, line in enumerate(code.split("\n"), 1):
        if folder != "base" and ALLOCATION.search(line) and folder != "cli":
            yield f"line {number} allocates: {line.strip()}"
        if folder not in ("cli", "base") and PRINTING.search(line):
            yield f"line {number} prints or exits: {line.strip()}"
        if folder != "cli" and is_variable(line):
            yield f"line {number} is a global variable: {line.strip()}"


def is_variable(line):
    """Whether a line at file level begins an object that can change."""
    if not line.startswith("static ") and not line.startswith("_Thread_local "):
        return False
    declaration = re.split(r"[=;]", line, maxsplit=1)[0]
    if "(" in declaration or not re.search(r"[=;]", line):
        return False
    return "const" not in declaration.rsplit("*", 1)[-1] if "*" in declaration \
        else "const" not in declaration


def check_listed(source_folder):
    """Every source file stands in its folder's meson.build."""
    for folder in sorted(path.parent for path in source_folder.glob("*/meson.build")):
        build = (folder / "meson.build").read_text()
        for path in sorted(folder.glob("**/*.c")):
            name = path.relative_to(folder).as_posix()
            if f"'{name}'" not in build:
                yield f"{path.relative_to(source_folder)}: is not in its folder's meson.build"


def is_ignored(root, name):
    ignore = root / ".gitignore"
    patterns = ignore.read_text().split() if ignore.exists() else []
    return any(fnmatch.fnmatch(name, pattern.strip("/")) for pattern in patterns)


def check_top(root):
    for name in sorted(os.listdir(root)):
        if name in TOP or name.startswith(".") or is_ignored(root, name):
            continue
        if (root / name / "meson-private").is_dir():
            continue
        yield f"{name}: does not belong at the top of the tree"


def check_tree(root):
    """All complaints about a tree, as texts."""
    faults = list(check_top(root))
    sources = root / "src"
    for path in sorted(sources.glob("**/*.[ch]")):
        relative = path.relative_to(sources)
        folder = relative.parts[0] if len(relative.parts) > 1 else ""
        source = path.read_text(encoding="utf-8")
        if folder and folder != "cli" and folder not in LAYERS:
            faults.append(f"{relative}: {folder} is no layer")
            continue
        complaints = list(check_includes(folder, path, source)) + list(check_code(folder, source))
        lines = source.count("\n")
        if path.suffix == ".c" and lines > MOST_LINES:
            complaints.append(f"has {lines} lines; {MOST_LINES} are the most")
        faults += [f"{relative}: {complaint}" for complaint in complaints]
    return faults + list(check_listed(sources))


GOOD = {
    "README.md": "",
    "src/main.c": '#include "cli/cli.h"\n',
    "src/api/referent.c": '#include "referent.h"\n#include "meeting/meeting.h"\n#include <string.h>\n',
    "src/api/save.c": '#include "api/call.h"\n#include "config.h"\n',
    "src/api/meson.build": "files('referent.c', 'save.c')",
    "src/cli/a.c": '#include <referent.h>\n#include "cli/cli.h"\nstatic int seen;\nprintf("x");\n',
    "src/cli/meson.build": "files('a.c')",
    "src/meeting/a.c": '#include "template/value.h"\n#include "base/buf.h"\n'
                       'static const char *const a[] = {"b"};\nstatic void f(int x);\n',
    "src/meeting/meson.build": "files('a.c')",
    "src/io/xml.c": '#include <libxml/parser.h>\n/* malloc() is not for us; */\nf("free(x)");\n',
    "src/io/meson.build": "files('xml.c')",
    "src/document/docx_list.c": '#include "document/docx.h"\n#include "document/document.h"\n',
    "src/document/meson.build": "files('docx_list.c')",
    "src/base/arena.c": "void *x = malloc(3);\nabort();\n",
    "src/base/meson.build": "files('arena.c')",
}

# One fault each, and what must be said of it.
BAD = [
    ({"notes.txt": ""}, "notes.txt: does not belong"),
    ({"src/base/buf.h": '#include "io/file.h"\n'}, 'base/buf.h: includes "io/file.h"'),
    ({"src/io/zip.h": '#include "document/document.h"\n'}, "io/zip.h: includes"),
    ({"src/template/run.h": '# include "meeting/model.h"\n'}, "template/run.h: includes"),
    ({"src/template/run.h": '#include "referent.h"\n'}, "template/run.h: includes"),
    ({"src/template/run.h": "#include <referent.h>\n"}, "template/run.h: includes"),
    ({"src/template/run.h": '#include "config.h"\n'}, "template/run.h: includes"),
    ({"src/template/run.h": '#include "api/call.h"\n'}, "template/run.h: includes"),
    ({"src/cli/cli.h": '#include "api/call.h"\n'}, 'cli/cli.h: includes "api/call.h"'),
    ({"src/cli/cli.h": '#include "base/arena.h"\n'}, 'cli/cli.h: includes "base/arena.h"'),
    ({"src/main.c": '#include "io/file.h"\n'}, 'main.c: includes "io/file.h"'),
    ({"src/document/docx.h": '#include "document/odt.h"\n'}, "docx.h: is about docx and includes"),
    ({"src/document/odt_write.h": '#include "document/docx_names.h"\n'}, "odt_write.h: is about odt"),
    ({"src/document/x.h": "#include <libxml/tree.h>\n"}, "which only src/io may"),
    ({"src/meeting/x.h": "#include <yaml.h>\n"}, "which only src/io may"),
    ({"src/document/x.h": "#include <zip.h>\n"}, "which only src/io may"),
    ({"src/io/x.h": "#include <md4c.h>\n"}, "which only src/markup may"),
    ({"src/io/x.h": "\n\tfree(bytes);\n"}, "io/x.h: line 2 allocates"),
    ({"src/markup/x.h": "p = strdup(text);\n"}, "line 1 allocates"),
    ({"src/io/x.h": "p = realpath(path, NULL);\n"}, "line 1 allocates"),
    ({"src/template/x.h": 'printf("%d", 1);\n'}, "line 1 prints or exits"),
    ({"src/template/x.h": "exit(1);\n"}, "line 1 prints or exits"),
    ({"src/template/x.h": "static int depth;\n"}, "line 1 is a global variable"),
    ({"src/template/x.h": "static const char *last = 0;\n"}, "line 1 is a global variable"),
    ({"src/io/xml.c": "\n" * 501}, "has 501 lines"),
    ({"src/io/new.c": ""}, "io/new.c: is not in its folder's meson.build"),
    ({"src/extra/x.h": ""}, "extra is no layer"),
]


def write_tree(root, files):
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def check_itself():
    """The made-up good tree passes, and each planted fault is the only one found."""
    failures = []
    for planted, expected in [({}, None)] + BAD:
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            write_tree(root, {**GOOD, **planted})
            faults = check_tree(root)
        if expected is None:
            if faults:
                failures.append(f"self-test: the good tree is blamed: {faults}")
        elif len(faults) != 1 or expected not in faults[0]:
            failures.append(f"self-test: {planted} gives {faults}, not '{expected}'")
    return failures


def main():
    faults = check_itself() + check_tree(pathlib.Path(sys.argv[1]))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
