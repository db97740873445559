"""Templates written for docxtpl give what docxtpl makes of them, and their ODT twins the same text.
Where they must not, EXCEPTIONS says why. What docxtpl leaves alone (notes, comments …) holds the same
templates too, and must give what docxtpl makes of them in the body."""

import json
import pathlib
import sys

# In place of this folder, where this very file would be found for docxtpl.
sys.path[0] = str(pathlib.Path(__file__).resolve().parents[1] / 'lib')
from support import check, finish, need, need_program, referent, scratch, soffice  # noqa: E402

try:
    import docx
    import docxtpl
    import lxml
except ImportError:
    docx = docxtpl = lxml = None
need(docxtpl and lxml, "Python's docxtpl, docx and lxml")
need_program('soffice')

import docx_places  # noqa: E402
import docxtpl_shapes  # noqa: E402
from docxtpl_cases import CASES, DATA, EXCEPTIONS  # noqa: E402
from word_texts import odt_table_faults, read_docx, read_odt, read_odt_properties, texts_of  # noqa: E402

EDGES = {'edges', 'more_edges', 'several_sections', 'table_in_header'}  # not of the body

folder = scratch()
data = folder / 'data.json'
data.write_text(json.dumps(DATA, ensure_ascii=False))
(folder / 'ours').mkdir()
(folder / 'theirs').mkdir()
templates = {}
for name, build in CASES.items():
    document = docx.Document()
    build(document)
    templates[name] = folder / f'{name}.docx'
    document.save(str(templates[name]))

wanted = {}
for name, path in templates.items():
    template = docxtpl.DocxTemplate(str(path))
    try:
        template.render(DATA, autoescape=True)
    except Exception as error:
        check(False, f'{name}: docxtpl itself says: {error}')
        continue
    template.save(str(folder / 'theirs' / path.name))
    theirs = wanted[name] = read_docx(folder / 'theirs' / path.name)
    done = referent('render', path, data, '--lax', '-o', folder / 'ours' / path.name)
    if not check(done.returncode == 0, f'{name}: {done.stderr}'):
        continue
    ours = read_docx(folder / 'ours' / path.name)
    if name in EXCEPTIONS:
        check(ours != theirs, f'{name} is the same by now: no exception')
        wanted[name] = ours
        continue
    for part in theirs:
        check(ours.get(part) == theirs[part], f'{name} {part}\n  docxtpl:  {theirs[part]}\n'
                                              f'  referent: {ours.get(part)}')



def without_end(blocks):
    """Some places need a paragraph at their end."""
    return blocks[:-1] if blocks and blocks[-1] == ('p', '', []) else blocks


def check_elsewhere(name, kind, put, read, expected):
    """The body's content in all other places at once gives the same there."""
    template, result = (folder / where / f'{name}-elsewhere.{kind}' for where in ('.', 'ours'))
    put(templates[name].with_suffix('.' + kind), template)
    done = referent('render', template, data, '--lax', '-o', result)
    if not check(done.returncode == 0, f'{name} elsewhere: {done.stderr}'):
        return
    for place, found in read(result).items():
        check(without_end(found) == without_end(expected),
              f'{name}, {kind}, {place}\n  body: {expected}\n  here: {found}')


for name in set(CASES) & set(wanted) - EDGES:
    check_elsewhere(name, 'docx', docx_places.put_docx, docx_places.read_docx_places,
                    wanted[name]['document.xml'])

theirs, ours = (docx.Document(str(folder / who / 'properties.docx')).core_properties
                for who in ('theirs', 'ours'))
for name in docxtpl_shapes.PROPERTIES:
    check(getattr(theirs, name) == getattr(ours, name),
          f'property {name}\n  docxtpl:  {getattr(theirs, name)!r}\n  referent: {getattr(ours, name)!r}')

soffice('odt', templates.values(), folder)
for name, path in templates.items():
    if name not in wanted:
        continue
    twin = path.with_suffix('.odt')
    result = folder / 'ours' / twin.name
    done = referent('render', twin, data, '--lax', '-o', result)
    if not check(done.returncode == 0, f'{name}, the twin: {done.stderr}'):
        continue
    body, edges, root = read_odt(result)
    expected = texts_of(wanted[name]['document.xml'])
    expected_edges = sorted({text for part, blocks in wanted[name].items() if part != 'document.xml'
                             for text in texts_of(blocks)})
    check(body == expected, f'{name}, the twin\n  DOCX: {expected}\n  ODT:  {body}')
    check(edges == expected_edges, f'{name}, the edges of the twin\n  {expected_edges}\n  {edges}')
    check(not odt_table_faults(root), f'{name}, the twin: {odt_table_faults(root)}')
    if name not in EDGES:
        check_elsewhere(name, 'odt', docx_places.put_odt, docx_places.read_odt_places, expected)

meta = read_odt_properties(folder / 'ours' / 'properties.odt')
for name, twin in (('title', 'title'), ('subject', 'subject'), ('comments', 'description')):
    check(meta.get(twin) == getattr(theirs, name),
          f'property {name}, the twin\n  docxtpl:  {getattr(theirs, name)!r}\n  referent: {meta.get(twin)!r}')
finish()
