"""Every example of the reference for template authors gives what the page says, and the page leaves out
no tag, filter, test, method, member of a loop, function, letter of a date or fault that the sources have.

usage: reference.py [--update] RENDER_TEXT

The page's examples are rows of the tables that end in the columns `example` and `result`, which run as
plain text, or `in a layout` and `result`, which run over a meeting; and blocks in which a line → stands
between template and result: ```text and ```html are files, ```document runs as DOCX and as ODT, and so
does ```layout, over the meeting; lib/small_documents.py tells how documents are written here.

--update writes what was found into the page.
"""

import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
from small_documents import join_row, pack, read_document, split_row  # noqa: E402
from support import SOURCE, check, finish, referent, scratch  # noqa: E402

PAGE = SOURCE / 'templates' / 'reference.md'
TEMPLATE = SOURCE / 'src' / 'template'
MEETING = 'klima-og-teknikudvalget/2025-10-07/møde.yaml'  # of the examples

# The formats that an example runs in.
ENDINGS = {'text': ['txt'], 'html': ['html'], 'document': ['docx', 'odt'], 'layout': ['docx', 'odt'],
           'meeting': ['txt']}


class Example:
    """A template with its result and the lines of the page that hold them."""

    def __init__(self, kind, template, result, first, last):
        self.kind, self.template, self.result = kind, template, result
        self.first, self.last = first, last


def code_text(cell):
    """The text of code spans, which <br> puts on lines of their own."""
    return '\n'.join(re.fullmatch(r'`(.*)`|', span).group(1) or '' for span in cell.split('<br>'))


def code_cell(text):
    return '<br>'.join(f'`{line}`' if line else '' for line in text.split('\n'))


def read_table(lines, at, examples, entries):
    """Reads the table at a line; returns the line behind it."""
    header = split_row(lines[at])
    names = entries.setdefault(header[0], {})
    end = at + 2
    while end < len(lines) and lines[end].startswith('|'):
        cells = split_row(lines[end])
        for number, name in enumerate(re.findall(r'`([^`]+)`', cells[0])):
            names[name] = number == 0
        if header[-2:] in (['example', 'result'], ['in a layout', 'result']):
            kind = 'row' if header[-2] == 'example' else 'meeting'
            examples.append(Example(kind, code_text(cells[-2]), code_text(cells[-1]), end, end))
        end += 1
    return end


def read_page():
    lines = PAGE.read_text().split('\n')
    examples, entries, data, at = [], {}, None, 0
    while at < len(lines):
        if lines[at].startswith('```'):
            kind, end = lines[at][3:], lines.index('```', at + 1)
            inside = lines[at + 1:end]
            if kind == 'yaml' and data is None:
                data = '\n'.join(inside) + '\n'
            elif kind in ENDINGS:
                middle = inside.index('→')
                examples.append(Example(kind, '\n'.join(inside[:middle]),
                                        '\n'.join(inside[middle + 1:]), at + 1 + middle + 1, end))
            at = end + 1
        elif lines[at].startswith('|'):
            at = read_table(lines, at, examples, entries)
        else:
            at += 1
    return lines, data, examples, entries


def faults_said(text):
    """[id] message; … of what the program says."""
    found = re.findall(r': (?:error|warning): (.*) \[([a-z-]+)\]$', text, re.M)
    return '\n'.join(f'[{id}] {message}' for message, id in found)


def write_template(path, text):
    if path.suffix in ('.docx', '.odt'):
        pack(path, text)
    else:
        path.write_text(text)


def read_result(path, status):
    if not path.exists():
        return f'status {status}'
    if path.suffix in ('.docx', '.odt'):
        return read_document(path)
    return path.read_text().removesuffix('\n')


def run_files(examples, folder, data):
    """What each gives in each of its formats."""
    shutil.copytree(SOURCE / 'examples', folder / 'eksempler')
    for number, example in enumerate(examples):
        results = []
        for ending in ENDINGS[example.kind]:
            template, out = (folder / f'{number}-{word}.{ending}' for word in ('in', 'out'))
            write_template(template, example.template)
            if example.kind in ('layout', 'meeting'):
                done = referent('dagsorden', folder / 'eksempler' / MEETING, '-t', template, '-f',
                                ending, '-o', out)
            else:
                done = referent('render', template, data, '-o', out)
            results.append(faults_said(done.stderr) or read_result(out, done.returncode))
        yield results


def run_texts(examples, program, data):
    templates = '\0'.join(example.template for example in examples) + '\0'
    done = subprocess.run([program, str(data), '--strict'], input=templates.encode(),
                          stdout=subprocess.PIPE, check=True)
    for result in done.stdout.decode().split('\0')[:-1]:
        if result.startswith('\x01'):
            faults = re.findall(r'([a-z]+(?:-[a-z]+)*): (.*?); (?=[a-z]+(?:-[a-z]+)+: |$)',
                                result[1:], re.S)
            result = '\n'.join(f'[{id}] {message}' for id, message in faults)
        yield [result]


# What the sources have

def rows_in(file, table=None):
    """Names with their parameters in the tables of a source."""
    text = (TEMPLATE / file).read_text()
    if table is not None:
        text = text[text.index(table):]
        text = text[:text.index('\n};')]
    return {name: parameters.split() if parameters is not None else None
            for name, parameters, function in
            re.findall(r'\{"([^"]+)",\s*(?:"([^"]*)"|NULL),\s*\d+,[^}]*?(\w+)\}', text)
            if function != 'unchangeable'}


def words_in(file, start):
    """The texts between a declaration and its end."""
    text = (TEMPLATE / file).read_text()
    text = text[text.index(start):]
    return re.findall(r'"([^"]+)"', text[:text.index('};')])


def ids():
    """The faults of templates."""
    calls = (re.compile(r'\breport_(?:error|warning|system)\(\s*[^";]*?"([a-z0-9-]+)"'),
             re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)+)",\s*trn?\('))
    found = set()
    for source in (SOURCE / 'src').rglob('*.c'):
        for call in calls:
            named = call.findall(source.read_text())
            found.update(id for id in named if source.parent == TEMPLATE
                         or id.startswith('template-'))
    return found


def check_signatures(kind, wanted, entries):
    """Each has an entry, and the parameters of a first name of an entry are right."""
    given = {}
    for entry, first in entries.get(kind, {}).items():
        match = re.fullmatch(r'([^\s(]+)(?:\((.*)\))?', entry)
        if match:
            given[match.group(1)] = (first, re.split(r',\s*', match.group(2) or ''))
    for name, parameters in sorted(wanted.items()):
        if not check(name in given, f'{PAGE.name} has no entry for the {kind} {name!r}'):
            continue
        first, said = given[name]
        if first and parameters is not None and said != ['…']:
            check(said == (parameters or ['']),
                  f'{name} has the parameters {parameters}, not {said}')
    return given


METHODS = {
    'text method': (('method_text.c', 'method_text_rows[]'), ('method_form.c', 'method_form_rows[]')),
    'list method': (('method.c', 'map_rows[]'), ('method.c', 'list_rows[]')),
    'date method': (('method.c', 'date_rows[]'), ('method.c', 'time_rows[]')),
}


def check_entries(entries, examples):
    filters = {}
    for file in sorted(TEMPLATE.glob('filter_*.c')):
        filters.update(rows_in(file.name))
    check(len(filters) > 50, f'{len(filters)} filters in the sources')
    filter_entries = check_signatures('filter', filters, entries)
    for name in filter_entries:
        check(name in filters, f'there is no filter {name!r}')
    tests = rows_in('test.c')
    for name in check_signatures('test', tests, entries):
        check(name in tests, f'there is no test {name!r}')
    for kind, tables in METHODS.items():
        methods = {}
        for file, table in tables:
            methods.update(rows_in(file, table))
        for name in check_signatures(kind, methods, entries):
            check(name in methods, f'there is no {kind} {name!r}')
    check_signatures('function', rows_in('function.c', 'globals[]'), entries)
    members = {f'loop.{name}': None for name in words_in('loop.c', 'const names[] = {"index"')}
    check_signatures('member', members, entries)
    letters = (SOURCE / 'src' / 'base' / 'date.c').read_text()
    plain = letters[letters.index('put_plain_number('):]
    field = letters[letters.index('put_field('):letters.index('put_plain_number(')]
    wanted = {f'%{letter}': None for letter in re.findall(r"case '(.)'", field)}
    wanted.update((f'%-{letter}', None)
                  for letter in re.findall(r"case '(.)'", plain[:plain.index('\n}')]))
    check_signatures('letter', wanted, entries)
    for id in sorted(ids()):
        check(id in entries.get('fault', {}), f'{PAGE.name} has no entry for the fault [{id}]')
        check(any(f'[{id}]' in example.result for example in examples)
              or (SOURCE / 'tests' / 'errors' / id / 'expected.txt').exists(),
              f'the fault [{id}] has no example')
    templates = '\n'.join(example.template for example in examples)
    statement = (TEMPLATE / 'statement.c').read_text()
    keywords = re.findall(r'\{"(\w+)", STATEMENT_', statement)
    for word in keywords + ['raw', 'endraw'] + words_in('statement.c', 'const names[] = {"include"'):
        check(re.search(r'\{%[-+]?(?:p|tr|tc|r)? *' + word + r'\b', templates),
              f'{PAGE.name} has no example of the tag {word!r}')
    for name in filters:
        check(re.search(r'(?:\||filter) *' + name + r'\b', templates),
              f'{PAGE.name} has no example of the filter {name!r}')


def update(lines, changed):
    for example, result in sorted(changed, key=lambda pair: -pair[0].first):
        if example.kind in ('row', 'meeting'):
            cells = split_row(lines[example.first])
            lines[example.first] = join_row(cells[:-1] + [code_cell(result)])
        else:
            lines[example.first:example.last] = result.split('\n')
    PAGE.write_text('\n'.join(lines))


def main():
    updating = '--update' in sys.argv
    program = [argument for argument in sys.argv[1:] if argument != '--update'][0]
    lines, text, examples, entries = read_page()
    folder = scratch()
    data = folder / 'data.yaml'
    data.write_text(text)
    rows = [example for example in examples if example.kind == 'row']
    files = [example for example in examples if example.kind != 'row']
    results = list(zip(rows, run_texts(rows, program, data)))
    check(len(results) == len(rows), f'{len(results)} results of {len(rows)} examples')
    results += zip(files, run_files(files, folder, data))
    changed = []
    for example, found in results:
        for result in found:
            check(result == example.result,
                  f'{PAGE.name}:{example.first + 1}: {example.template}\n'
                  f'  the page: {example.result!r}\n  found:    {result!r}')
        if found[0] != example.result:
            changed.append((example, found[0]))
    if updating and not check(not any(result.startswith('status ') for _, result in changed),
                              'the program was stopped; nothing is updated'):
        finish()
    if updating:
        update(lines, changed)
    check_entries(entries, examples)
    finish()


main()
