"""Golden cases: each folder of tests/golden has input files, a file `command` with the arguments (a line
a run, OUT.docx, OUT.html … being where to write), and in `expected/` the exit statuses, diagnostics and the
parts of the documents as indented XML, or the text. --update writes what comes out now into expected/.
Names of cases: those only.
"""

import pathlib
import shutil
import sys
import xml.dom.minidom
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from support import SOURCE, check, finish, referent, scratch  # noqa: E402

PARTS = {'.docx': ('word/document.xml', 'word/numbering.xml', 'word/_rels/document.xml.rels',
                   'docProps/core.xml'),
         '.odt': ('content.xml', 'meta.xml')}


def indented(data):
    lines = xml.dom.minidom.parseString(data).toprettyxml(indent='  ').splitlines()
    return '\n'.join(line for line in lines if line.strip()) + '\n'


def outcome(case, line, number, folder):
    """What one run gives, as files by name."""
    arguments = line.split()
    document = None
    for index, argument in enumerate(arguments):
        if argument.startswith('OUT.'):
            document = folder / f'{case.name}-{number}{argument[3:]}'
            arguments[index] = str(document)
    done = referent(*arguments, cwd=case)
    if done.returncode >= 99 or done.returncode < 0:
        sys.exit(f'{case.name}: {line}: ended with {done.returncode}: {done.stderr}')
    files = {f'{number}.status': f'{done.returncode}\n', f'{number}.stderr': done.stderr}
    if document is not None and document.exists() and document.suffix not in PARTS:
        files[f'{number}{document.suffix}'] = document.read_text()
    elif document is not None and document.exists():
        with zipfile.ZipFile(document) as archive:
            for part in PARTS[document.suffix]:
                if part in archive.namelist():
                    name = f'{number}.{part.replace("/", "-").lstrip(".")}'
                    files[name] = indented(archive.read(part))
    return files


update = '--update' in sys.argv
folder = scratch()
named = [argument for argument in sys.argv[1:] if argument != '--update']
cases = sorted(path.parent for path in (SOURCE / 'tests' / 'golden').glob('*/command'))
for case in cases:
    if named and case.name not in named:
        continue
    expected = case / 'expected'
    files = {}
    for number, line in enumerate(case.joinpath('command').read_text().splitlines(), 1):
        files.update(outcome(case, line, number, folder))
    if update:
        shutil.rmtree(expected, ignore_errors=True)
        expected.mkdir()
        for name, text in files.items():
            expected.joinpath(name).write_text(text)
    there = {path.name for path in expected.glob('*')}
    check(there == set(files), f'{case.name}: files {sorted(there ^ set(files))}')
    for name, text in files.items():
        path = expected / name
        if not path.exists():
            continue
        wanted = path.read_text()
        if not check(text == wanted, f'{case.name}: {name} differs'):
            pairs = zip(wanted.splitlines(), text.splitlines())
            first = next(((a, b) for a, b in pairs if a != b), ('', 'a different length'))
            print(f'  expected: {first[0].strip()}\n  found:    {first[1].strip()}')
finish()
