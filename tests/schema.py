"""The schema that the program prints is one, describes every key, takes all that the loader takes in the
examples and golden cases, and refuses what it refuses.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from support import SOURCE, check, finish, need, referent  # noqa: E402

try:
    import jsonschema
    import yaml
except ImportError as missing:
    need(False, str(missing))

done = referent('schema')
check(done.returncode == 0 and done.stderr == '', f'schema: {done.stderr}')
schema = json.loads(done.stdout)
validator = jsonschema.Draft202012Validator
validator.check_schema(schema)


def references(value):
    """Every $ref in a schema."""
    if isinstance(value, dict):
        if '$ref' in value:
            yield value['$ref']
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


for reference in sorted(set(references(schema))):
    resolver = jsonschema.RefResolver.from_schema(schema)
    check(resolver.resolve(reference), f'{reference} leads somewhere')
for name, definition in schema['$defs'].items():
    for key, value in (definition.get('properties', {}) if definition is not True else {}).items():
        check(value.get('description') and value.get('$ref'), f'{name}: {key} is described')


class Texts(yaml.BaseLoader):
    """Everything is text, and nothing behind a key is none."""


def text(loader, node):
    return None if node.style is None and node.value == '' else node.value


Texts.add_constructor('tag:yaml.org,2002:str', text)


class Typed(yaml.SafeLoader):
    """As editors read it: numbers and booleans of YAML 1.2, dates as text."""


Typed.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers
            if tag.rsplit(':', 1)[1] in ('int', 'float', 'null')]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}

KINDS = {'møde.yaml': 'møde', 'organ.yaml': 'organ', 'kommune.yaml': 'kommune',
         'beslutninger.yaml': 'beslutninger'}


def faults(document, kind=None):
    """What is wrong with a document: as that kind of file, or as the whole schema takes it."""
    whole = schema if kind is None else \
        {'$defs': schema['$defs'], **schema['$defs'][kind]}
    return [f'{"/".join(map(str, error.absolute_path))}: {error.message}'
            for error in validator(whole).iter_errors(document)]


examples = sorted((SOURCE / 'examples').rglob('*.yaml'))
golden = sorted(path for path in (SOURCE / 'tests' / 'golden').rglob('*.yaml')
                if path.name in KINDS)
check(len(examples) >= 8, 'the examples are found')
for path in examples + golden:
    kind = KINDS.get(path.name, 'punkt')
    for loader in (Texts, Typed):
        document = yaml.load(path.read_text(), loader)
        if not isinstance(document, dict):
            continue
        for way in (kind, None):
            found = faults(document, way)
            check(not found, f'{path.relative_to(SOURCE)} as {way}: {found}')

MEETING = {'organ': 'organ.yaml', 'dato': '2025-03-04', 'punkter': [{'titel': 'Budget'}]}
GOOD = (
    ('møde', MEETING),
    ('møde', {**MEETING, 'organ': {'navn': 'Rådet', 'medlemmer': ['A', {'navn': 'B'}]}}),
    ('møde', {**MEETING, 'punkter': None, 'start': 9.0, 'underskrifter': True}),
    ('møde', {**MEETING, 'punkter': [{'fast': 'økonomi'}, {'pause': 'Frokost', 'tid': '12.00'},
                                     {'mellemoverskrift': 'Lukket'}, 'punkter/a.yaml',
                                     {'lukket': {'grund': '§ 10'}}]}),
    ('punkt', {'titel': 'A', 'eget_afsnit': [{'tabel': {'rækker': [['1', '2'], 'x']}}, 'tekst']}),
    ('punkt', {'titel': 'A', 'tidsplan': 'møde', 'varighed': '1 t 15 min', 'bilag': ['B']}),
    ('punkt', {'titel': 'A', 'beslutning': {'udfald': 'Godkendt med ændringer'}}),
    ('møde', {**MEETING, 'fremmøde': [{'navn': 'A', 'gik': '17.45', 'fra_punkt': 'budget'}],
              'vendinger': {'gik': '{{ navn }} gik.', 'enstemmig': None}}),
    ('beslutninger', {'a': {'indstillingspunkter': {'1-4': 'anbefalet', '5, 7 og 9': 'udsat'},
                            'inhabile': ['A', {'navn': 'B', 'stedfortræder': 'C'}],
                            'afstemninger': [{'for': ['A'], 'imod': 'B'}]}}),
    ('beslutninger', {'budget': 'Godkendt.', 'a/b': {'udfald': 'udsat', 'fraværende': []}}),
)
BAD = (
    ('møde', {key: value for key, value in MEETING.items() if key != 'dato'}),
    ('møde', {**MEETING, 'startt': '9.00'}),
    ('møde', {**MEETING, 'dato': '4. marts 2025'}),
    ('møde', {**MEETING, 'start': 'ni'}),
    ('møde', {**MEETING, 'punkter': {'titel': 'Budget'}}),
    ('møde', {**MEETING, 'punkter': [{'indstilling': 'Uden titel.'}]}),
    ('møde', {**MEETING, 'punkter': [{'pause': 'Frokost', 'titel': 'Begge dele'}]}),
    ('møde', {**MEETING, 'underskrifter': 'måske'}),
    ('organ', {'type': 'politisk'}),
    ('organ', {'navn': 'Rådet', 'type': 'festlig'}),
    ('organ', {'navn': 'Rådet', 'medlemmer': [{'titel': 'Uden navn'}]}),
    ('organ', {'navn': 'Rådet', 'standardtekster': {'godkent': 'Godkendt.'}}),
    ('kommune', {'navn': 'Står i organ.yaml'}),
    ('punkt', {'titel': 'A', 'bilag': [{'titel': 'B', 'filnavn': 'b.pdf'}]}),
    ('punkt', {'titel': 'A', 'varighed': 'længe'}),
    ('punkt', {'titel': 'A', 'sagsfremstilling': {'text': 'Forkert nøgle.'}}),
    ('punkt', {'titel': ['En', 'liste']}),
    ('beslutninger', {'budget': {'udfald': 'måske'}}),
    ('beslutninger', {'budget': {'indstillingspunkter': {'et': 'anbefalet'}}}),
    ('beslutninger', {'budget': {'indstillingspunkter': {'1-4': 'måske'}}}),
    ('beslutninger', {'budget': {'afstemninger': {'for': ['A']}}}),
    ('organ', {'navn': 'Rådet', 'vendinger': {'går': '{{ navn }} gik.'}}),
    ('organ', {'navn': 'Rådet', 'vendinger': 'Han gik.'}),
)
for kind, document in GOOD:
    check(not faults(document, kind), f'{kind}: {document}: {faults(document, kind)}')
for kind, document in BAD:
    check(faults(document, kind), f'{kind}: {document} is refused')

finish()
