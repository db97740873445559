"""Every document is valid: DOCX by the Open XML SDK, ODT by ODF 1.3, and so are the layouts."""

import itertools
import os
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import (FORMATS, SOURCE, LAYOUTS, check, example_meetings, finish, referent,  # noqa: E402
                     scratch, seed_meetings)
from rich_meeting import rich_meeting  # noqa: E402
from validity import faults_of, need_validators  # noqa: E402
from sample_meetings import made_up_meetings  # noqa: E402


def broken_documents():
    """Documents whose faults the validators must see."""
    made = [folder / f'broken.{form}' for form in ('docx', 'odt', 'fodt')]
    with zipfile.ZipFile(made[0], 'w') as archive:
        archive.writestr('[Content_Types].xml', '<Types/>')
    done = referent('referat', example_meetings()[0], '-t', 'standard', '-o', folder / 'whole.odt')
    check(done.returncode == 0, done.stderr)
    with zipfile.ZipFile(folder / 'whole.odt') as whole, zipfile.ZipFile(made[1], 'w') as archive:
        for name in whole.namelist():
            content = whole.read(name)
            archive.writestr(name, content.replace(b'<text:p', b'<text:q').replace(b'</text:p', b'</text:q')
                             if name == 'content.xml' else content)
    made[2].write_text('<office:document')
    return made


need_validators()
folder = scratch()
for document, faults in zip(broken := broken_documents(), faults_of(broken)):
    check(faults, f'the validator sees a fault in {document.name}')

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
bodies = [*SOURCE.glob('examples/*/organ.yaml'), *SOURCE.glob('tests/golden/formular/*/organ.yaml')]
for body, form in itertools.product(sorted(bodies), FORMATS):
    number += 1
    document = folder / f'{number}-formular.{form}'
    done = referent('dagsorden', body, '--form', '-o', document)
    if check(done.returncode == 0 and done.stderr == '', f'{body} --form: {done.stderr}'):
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
for document, faults in zip(documents, faults_of(documents)):
    check(not faults, f'{document.name}: {faults[:3]}')
finish()
