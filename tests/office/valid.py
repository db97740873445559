"""Every document is valid: DOCX by the Open XML SDK, ODT by ODF 1.3, and so are the layouts."""

import concurrent.futures
import itertools
import os
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import (FORMATS, SOURCE, LAYOUTS, check, example_meetings, finish, need_program,  # noqa: E402
                     referent, scratch, seed_meetings)
from rich_meeting import rich_meeting  # noqa: E402
from validity import docx_faults, fodt_faults, odt_faults, validator  # noqa: E402
from sample_meetings import made_up_meetings  # noqa: E402


def faults_of(document):
    if document.suffix == '.docx':
        return docx_faults(program, document)
    if document.suffix == '.fodt':
        return fodt_faults(document)
    parts = folder / f'{document.name}-parts'
    parts.mkdir()
    return odt_faults(document, parts)


need_program('xmllint', 'node')
program = validator()
folder = scratch()

broken = folder / 'broken.docx'
with zipfile.ZipFile(broken, 'w') as archive:
    archive.writestr('[Content_Types].xml', '<Types/>')
check(docx_faults(program, broken), 'the validator sees a fault in a broken document')

documents = []
for path in sorted(pathlib.Path(os.environ['REFERENT_TEMPLATES']).glob('*.*')):
    if path.suffix[1:] in FORMATS:
        documents.append(path)
own_layout = [m for m, _ in seed_meetings()] + made_up_meetings()
own_layout += sorted(SOURCE.glob('tests/golden/*/møde.yaml'))
own_layout += [rich_meeting(folder / layout, layout) for layout in LAYOUTS]
every_layout = example_meetings()
meetings = [(m, None) for m in own_layout] + [*itertools.product(every_layout, LAYOUTS)]
number = 0
for meeting, layout in meetings:
    for form in (*FORMATS, 'fodt'):
        for command in ('dagsorden', 'referat'):
            for edition in ([], ['--internal']):
                number += 1
                document = folder / f'{number}-{command}.{form}'
                done = referent(command, meeting, '-o', document, *edition,
                                *(['-t', layout] if layout else []))
                if check(done.returncode == 0, f'{meeting} {layout} {command} {edition}: '
                                               f'{done.stderr}'):
                    documents.append(document)
for meeting, layout in meetings:
    if SOURCE not in meeting.parents:
        continue
    text = meeting.read_text()
    first = re.search(r'^første_punkt: (\d+)', text, re.M)
    commands = [['udskrift', meeting, first[1] if first else '1']]
    if 'tillæg:' in text:
        commands.append(['dagsorden', meeting, '--supplement'])
    for form, command in itertools.product((*FORMATS, 'fodt'), commands):
        number += 1
        document = folder / f'{number}-{command[0]}.{form}'
        done = referent(*command, '-o', document, *(['-t', layout] if layout else []))
        if check(done.returncode == 0, f'{command} {layout}: {done.stderr}'):
            documents.append(document)
for form, more in itertools.product((*FORMATS, 'fodt'), ([], ['--all', '--internal'], ['--ansvarlig', 'Ingen'])):
    number += 1
    document = folder / f'{number}-opgaver.{form}'
    done = referent('opfølgning', SOURCE / 'tests' / 'golden' / 'opfoelgning', *more, '-o', document)
    if check(done.returncode == 0, f'opfølgning {more}: {done.stderr}'):
        documents.append(document)
to_fill_in = [*itertools.product(example_meetings(), LAYOUTS),
              *((folder / layout / 'møde.yaml', layout) for layout in LAYOUTS)]
for (meeting, layout), form, command, edition in itertools.product(
        to_fill_in, FORMATS, ('dagsorden', 'referat'), ([], ['--internal'])):
    number += 1
    document = folder / f'{number}-{command}-udfyld.{form}'
    done = referent(command, meeting, '--fillable', '-t', layout, '-o', document, *edition)
    if check(done.returncode == 0, f'{meeting} {layout} {command} --fillable: {done.stderr}'):
        documents.append(document)
    check('template-no-field' not in done.stderr, f'{layout} {command}: {done.stderr}')
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for document, faults in zip(documents, pool.map(faults_of, documents)):
        check(not faults, f'{document.name}: {faults[:3]}')
finish()
