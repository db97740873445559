#!/usr/bin/python3
"""Compares what referent says about faulty input with what it should say.

usage: errors.py [--update] [CASE…]

$REFERENT is the program, $REFERENT_LOCALES where its translations are; the Danish is left out without
them.

A case is a folder below tests/errors that holds expected.txt, the diagnostics in English. It runs
in a copy of its folder. Other files with a meaning:

    command          the arguments, one line for each run; without it `check møde.yaml`
    status           the exit status of each run; without it 1 where there is an error, else 0
    environment      variables of the runs, NAME=value on a line each
    expected.da.txt  the diagnostics in Danish
    setup.sh         run in the copy first, for what cannot be kept in a repository
    NAME.docx.txt    becomes the document NAME.docx with a paragraph for each line (.odt as well)
    NAME.docx.d      a folder that becomes the package NAME.docx; what every package needs is added

--update writes what was said into expected.txt, and into each expected.da.txt that is there. A run that was killed or stopped by a sanitizer updates nothing.
"""

import concurrent.futures
import html
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from small_documents import DOCX_PARTS, ODF, ODT_PARTS, W  # noqa: E402

FOLDER = pathlib.Path(__file__).resolve().parent / 'errors'
NOT_INPUT = {'command', 'environment', 'expected.txt', 'expected.da.txt', 'setup.sh', 'status'}
REFERENT = os.path.abspath(os.environ.get('REFERENT', 'build/src/referent'))
# Found now: a case may have a PATH of its own.
WRAPPER = [shutil.which(word) or word for word in os.environ.get('REFERENT_WRAPPER', '').split()]
LOCALES = os.environ.get('REFERENT_LOCALES')
# The system says these itself, in Danish where its translations are installed.
SYSTEM_WORDS = {'Ingen sådan fil eller filkatalog': 'No such file or directory'}
STOPPED = 99  # from here on the program was killed, or a sanitizer spoke


def pack(package, parts):
    """Writes a package, the type first and uncompressed as ODF wants it."""
    usual = DOCX_PARTS if package.suffix == '.docx' else ODT_PARTS
    parts = {**usual, **parts}
    with zipfile.ZipFile(package, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != 'mimetype', name)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = (zipfile.ZIP_STORED if name == 'mimetype'
                                  else zipfile.ZIP_DEFLATED)
            archive.writestr(info, parts[name])


def pack_text(file):
    """Makes a document of a text."""
    package = file.with_suffix('')
    lines = [html.escape(line, quote=False) for line in file.read_text().splitlines()]
    if package.suffix == '.docx':
        body = ''.join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>'
                       for line in lines)
        pack(package, {'word/document.xml': f'<w:document xmlns:w="{W}"><w:body>{body}</w:body>'
                                            '</w:document>'})
    else:
        body = ''.join(f'<text:p>{line}</text:p>' for line in lines)
        pack(package, {'content.xml':
                       f'<office:document-content xmlns:office="{ODF}:office:1.0" '
                       f'xmlns:text="{ODF}:text:1.0" office:version="1.3"><office:body>'
                       f'<office:text>{body}</office:text></office:body>'
                       '</office:document-content>'})
    file.unlink()


def pack_folder(folder):
    """Makes a package of an unpacked one."""
    pack(folder.with_suffix(''), {str(path.relative_to(folder)): path.read_bytes()
                                  for path in folder.rglob('*') if path.is_file()})
    shutil.rmtree(folder)


def prepare(case, copy):
    shutil.copytree(case, copy, symlinks=True,
                    ignore=lambda _, names: NOT_INPUT.intersection(names))
    for ending in ('docx', 'odt'):
        for file in sorted(copy.rglob(f'*.{ending}.txt')):
            pack_text(file)
        for folder in sorted(copy.rglob(f'*.{ending}.d')):
            pack_folder(folder)
    if (case / 'setup.sh').exists():
        subprocess.run(['sh', '-e', str(case / 'setup.sh')], cwd=copy, check=True)


def commands(case):
    file = case / 'command'
    if not file.exists():
        return [['check', 'møde.yaml']]
    return [line.split() for line in file.read_text().splitlines() if line]


def run(case, language):
    """What the program says, and the exit statuses."""
    environment = dict(os.environ, LC_ALL=language, NO_COLOR='1', SOURCE_DATE_EPOCH='0')
    environment.pop('LANGUAGE', None)
    if (case / 'environment').exists():
        for line in (case / 'environment').read_text().splitlines():
            name, value = line.split('=', 1)
            environment[name] = value
    said, statuses = '', []
    with tempfile.TemporaryDirectory(prefix='referent-errors-') as scratch:
        copy = pathlib.Path(scratch, 'sag')
        prepare(case, copy)
        before = {path for path in copy.rglob('*')}
        for arguments in commands(case):
            done = subprocess.run([*WRAPPER, REFERENT, *arguments], cwd=copy, env=environment,
                                  timeout=120, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE)
            said += done.stderr.decode('utf-8', 'backslashreplace')
            statuses.append(done.returncode)
            left = {path for path in copy.rglob('*')}
            if done.returncode and left != before:
                said += f'left behind: {sorted(path.name for path in left - before)}\n'
            before = left
        for danish, english in SYSTEM_WORDS.items():
            said = said.replace(danish, english)
        said = said.replace(str(copy), '…').replace(os.path.realpath(copy), '…')
    return said, statuses


def expected_statuses(case, said, count):
    file = case / 'status'
    if file.exists():
        return [int(word) for word in file.read_text().split()]
    return [int(': error: ' in said)] * count


def compare(case, name, said):
    """How the text differs from that of the case's file, as lines."""
    expected = (case / name).read_text()
    if said == expected:
        return []
    lines = [f'{case.relative_to(FOLDER)}/{name}:']
    lines += [f'  expected: {line}' for line in expected.splitlines() if line not in said.splitlines()]
    lines += [f'  found:    {line}' for line in said.splitlines() if line not in expected.splitlines()]
    if sorted(expected.splitlines()) == sorted(said.splitlines()):
        lines.append('  the order differs')
    return lines


def update(case, said, statuses):
    if any(status < 0 or status >= STOPPED for status in statuses):
        print(f'{case.name}: status {statuses}, nothing is updated')
        return False
    (case / 'expected.txt').write_text(said)
    if statuses != [int(': error: ' in said)] * len(statuses):
        (case / 'status').write_text(' '.join(map(str, statuses)) + '\n')
    elif (case / 'status').exists():
        (case / 'status').unlink()
    return True


def has_danish(case):
    return LOCALES is not None and (case / 'expected.da.txt').exists()


def check(case):
    """What is wrong, as lines."""
    said, statuses = run(case, 'C.UTF-8')
    wrong = compare(case, 'expected.txt', said)
    expected = expected_statuses(case, said, len(statuses))
    if statuses != expected:
        wrong.append(f'{case.relative_to(FOLDER)}: exit status {statuses}, not {expected}')
    if has_danish(case):
        wrong += compare(case, 'expected.da.txt', run(case, 'da_DK.UTF-8')[0])
    return wrong


def main():
    arguments = sys.argv[1:]
    updating = '--update' in arguments
    wanted = {argument for argument in arguments if argument != '--update'}
    cases = sorted(path.parent for path in FOLDER.rglob('expected.txt'))
    if updating:
        cases += [FOLDER / name for name in sorted(wanted) if FOLDER / name not in cases]
    cases = [case for case in cases if not wanted or str(case.relative_to(FOLDER)) in wanted]
    failed = 0
    for case in cases if updating else []:
        failed += not update(case, *run(case, 'C.UTF-8'))
        if has_danish(case):
            (case / 'expected.da.txt').write_text(run(case, 'da_DK.UTF-8')[0])
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for wrong in pool.map(check, [] if updating else cases):
            failed += bool(wrong)
            print(*wrong, sep='\n', end='\n' if wrong else '')
    print(f'{len(cases)} cases, {failed} failed')
    sys.exit(1 if failed or not cases else 0)


if __name__ == '__main__':
    main()
