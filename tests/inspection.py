"""What `inspect` says of templates: the tree of what they ask of their data, and all faults at once."""

import json
import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'lib'))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from packages import write_template  # noqa: E402
from support import FORMATS, LAYOUTS, check, finish, referent, scratch  # noqa: E402

folder = scratch()


def short(value):
    """The tree in a form that is written quickly: name → keys; [] a list, {} any keys, ? optional,
    :type."""
    if value['kind'] == 'value':
        return ':' + value['type'] if 'type' in value else ''
    tree = {named(key): short(key) for key in value.get('keys', ())}
    for kind, sign in (('items', '[]'), ('values', '{}')):
        if kind in value:
            tree[sign] = short(value[kind])
    return tree


def named(key):
    return key['name'] + ('?' if key['optional'] else '')


def tree_of(path):
    done = referent('inspect', '--json', path)
    if not check(done.returncode == 0, f'{path}: {done.stderr}'):
        return {}
    return short({'kind': 'mapping', 'keys': json.loads(done.stdout)['names']})


CASES = (
    # names, keys, what the template sets itself
    ('{{ a }}{{ b.c.d }}', {'a': '', 'b': {'c': {'d': ''}}}),
    ('{{ a["b"] }}{{ a.c[0] }}', {'a': {'b': '', 'c': {'[]': ''}}}),
    ('{% set x = 1 %}{{ x }}{{ range(3) }}{{ dict(a=b) }}', {'b': ''}),
    ('{{ x }}{% set x = 1 %}{{ x }}', {'x': ''}),
    ('{% set o = a.b %}{{ o.c }}', {'a': {'b': {'c': ''}}}),
    ('{% set x, y = a, 1 %}{{ x }}{{ y }}', {'a': ''}),
    ('{% set t %}{{ a }}{% endset %}{{ t }}', {'a': ''}),
    ('{% set ns = namespace(n=0) %}{% set ns.n = ns.n + a %}{{ ns.n }}', {'a': ''}),
    ('{% with p = a.b, q = c %}{{ p.d }}{{ q }}{% endwith %}', {'a': {'b': {'d': ''}}, 'c': ''}),
    # loops
    ('{% for p in punkter %}{{ p.titel }}{{ loop.index }}{% endfor %}',
     {'punkter': {'[]': {'titel': ''}}}),
    ('{% for p in ps %}{% for b in p.bs %}{{ b }}{% endfor %}{% endfor %}{{ p }}',
     {'ps': {'[]': {'bs': {'[]': ''}}}, 'p': ''}),
    ('{% for k, v in d.items() %}{{ k }}{{ v.x }}{% endfor %}', {'d': {'{}': {'x': ''}}}),
    ('{% for k, v in d | dictsort %}{{ v }}{% endfor %}', {'d': {'{}': ''}}),
    ('{% for p in ps if p.vis %}{{ p.a }}{% else %}{{ tom }}{% endfor %}',
     {'ps': {'[]': {'vis?': '', 'a': ''}}, 'tom': ''}),
    ('{% for p in ps %}{{ loop.previtem.nr if loop.previtem }}{{ loop.cycle(a, b) }}{% endfor %}',
     {'ps': {'[]': {'nr': ''}}, 'a': '', 'b': ''}),
    ('{% for a, b in ps %}{{ a }}{% endfor %}', {'ps': {'[]': {'[]': ''}}}),
    ('{% for p in træ recursive %}{{ p.n }}{{ loop(p.børn) }}{% endfor %}',
     {'træ': {'[]': {'n': '', 'børn': {}}}}),
    ('{% for p in (ps | default([])) %}{{ p.a }}{% endfor %}', {'ps?': {'[]': {'a': ''}}}),
    # what may be missing
    ('{% if a %}x{% endif %}{{ b if c }}', {'a?': '', 'c?': '', 'b': ''}),
    ('{% if a %}{{ a.b }}{% endif %}', {'a?': {'b': ''}}),
    ('{% if a %}{{ a }}{% endif %}{{ a }}', {'a': ''}),
    ('{% if a is defined and a.b %}{{ a.b.c }}{% else %}{{ d }}{% endif %}',
     {'a?': {'b?': {'c': ''}}, 'd': ''}),
    ('{% if not a %}x{% elif b %}{{ a }}{{ b }}{% endif %}', {'a?': '', 'b?': ''}),
    ('{% if a is none %}x{% else %}{{ a }}{% endif %}', {'a?': ''}),
    ('{{ a or b or "intet" }}', {'a?': '', 'b?': ''}),
    ('{{ a | default("x") }}{{ b.c | d(0) }}{{ e.get("f", 1) }}',
     {'a?': '', 'b?': {'c?': ':number'}, 'e': {'f?': ''}}),
    ('{% if a %}{% set x = a.b %}{% else %}{% set x = c %}{% endif %}{{ x.d }}',
     {'a?': {'b': {'d?': ''}}, 'c': {'d?': ''}}),
    # types
    ('{{ a | dato }}{{ b | kr }}{{ c | md }}{{ d | janej }}{{ e | upper }}{{ f == "x" }}{{ -g }}',
     {'a': ':date', 'b': ':number', 'c': ':markdown', 'd': ':yes-no', 'e': ':text', 'f': ':text',
      'g': ':number'}),
    # filters
    ('{{ a | map(attribute="b.c") | join(", ") }}{{ d | join_og }}',
     {'a': {'[]': {'b': {'c': ''}}}, 'd': {'[]': ''}}),
    ('{{ a | sum(attribute="pris") }}{{ (b | sort(attribute="x") | first).y }}',
     {'a': {'[]': {'pris': ':number'}}, 'b': {'[]': {'x': '', 'y': ''}}}),
    ('{% for p in a | selectattr("x") | rejectattr("y", "eq", z) %}{{ p.t }}{% endfor %}',
     {'a': {'[]': {'x': '', 'y': '', 't': ''}}, 'z': ''}),
    ('{% for g in a | groupby("p") %}{{ g.grouper }}{% for m in g.list %}{{ m.n }}{% endfor %}'
     '{% endfor %}', {'a': {'[]': {'p': '', 'n': ''}}}),
    ('{% for p, ms in a | groupby("p") %}{% for m in ms %}{{ m.n }}{% endfor %}{% endfor %}',
     {'a': {'[]': {'p': '', 'n': ''}}}),
    ('{% for row in a | batch(2) %}{% for x in row %}{{ x.y }}{% endfor %}{% endfor %}',
     {'a': {'[]': {'y': ''}}}),
    # macros
    ('{% macro m(p, q=1) %}{{ p.a }}{% if q %}{{ q.b }}{% endif %}{{ c }}{% endmacro %}'
     '{{ m(x) }}{{ m(p=y.z, q=w) }}',
     {'c': '', 'x': {'a': ''}, 'y': {'z': {'a': ''}}, 'w?': {'b': ''}}),
    ('{% macro m(p) %}{% for q in p.qs %}{{ q.n }}{{ m(q) }}{% endfor %}{% endmacro %}{{ m(t) }}',
     {'t': {'qs': {'[]': {'n': ''}}}}),
    ('{% macro m() %}{{ t }}{{ caller(1) }}{{ varargs }}{% endmacro %}{% set t = 1 %}'
     '{% call(i) m() %}{{ i }}{{ u }}{% endcall %}', {'u': ''}),
    ('{% macro aldrig(p) %}{{ p.a }}{{ b }}{% endmacro %}', {'b': ''}),
)

for number, (text, expected) in enumerate(CASES):
    for ending in ('txt', 'docx', 'odt'):
        path = folder / f'{number}.{ending}'
        if ending == 'txt':
            path.write_text(text)
        else:
            write_template(path, [text.replace('<', '&lt;')])
        found = tree_of(path)
        check(found == expected, f'{ending}: {text}\n  found    {found}\n  expected {expected}')

# The text for people.
path = folder / 'tekst.docx'
write_template(path, ['{{ møde.dato | dato }}', '{%p for p in punkter %}',
                      '{{ p.nr }}{% if p.beløb %}{{ p.beløb | kr }}{% endif %}', '{%p endfor %}'])
done = referent('inspect', path)
check(done.stdout == '''\
møde                         word/document.xml, paragraph 1
  dato     date              word/document.xml, paragraph 1
punkter[]                    word/document.xml, paragraph 2
  nr                         word/document.xml, paragraph 3
  beløb    optional, number  word/document.xml, paragraph 3
''', done.stdout)
if os.environ.get('REFERENT_LOCALES'):
    done = referent('inspect', path, env={'LC_ALL': 'da_DK.UTF-8'})
    check('valgfri, tal' in done.stdout and 'afsnit 3' in done.stdout, done.stdout)

# A template that asks for nothing.
path = folder / 'intet.txt'
path.write_text('{% set a = 1 %}{{ a }}')
done = referent('inspect', path)
check(done.returncode == 0 and done.stdout == '' and done.stderr == '', f'nothing: {done}')
check(json.loads(referent('inspect', path, '--json').stdout) == {'names': []}, 'nothing, as JSON')

# All faults in one run, and then no tree.
path = folder / 'fejl.docx'
write_template(path, ['{{ a | dato2 }}', '{{ b', '{% for x in y %}', '{{ 1 + }}', '{% foo %}'])
done = referent('inspect', path, '--json')
ids = {json.loads(line)['id'] for line in done.stderr.splitlines()}
check(done.returncode == 1 and done.stdout == '', f'faults: {done.returncode} {done.stdout}')
check(ids >= {'unknown-filter', 'tag-open', 'tag-syntax', 'unknown-tag'}, f'faults: {ids}')
check(referent('inspect', folder / 'mangler.docx').returncode == 3, 'no such file')
check(referent('inspect').returncode == 2, 'nothing to inspect')

# The layouts that come along.
layouts = pathlib.Path(os.environ['REFERENT_TEMPLATES']) if 'REFERENT_TEMPLATES' in os.environ else None
for layout in LAYOUTS if layouts else ():
    for form in FORMATS:
        tree = tree_of(layouts / f'{layout}.{form}')
        names = {name.rstrip('?') for name in tree}
        check(names >= {'organ', 'møde', 'punkter', 'dokument', 'udgave'},
              f'{layout}.{form} asks for {sorted(names)}')
        check(names <= {'organ', 'møde', 'punkter', 'dokument', 'udgave', 'tidsplan',
                        'bilagsoversigt', 'forrige', 'dokumenttitel', 'udskrift', 'udskrevne'},
              f'{layout}.{form} asks for no more than meetings have: {sorted(names)}')
        check({'overskrift', 'afsnit'} <= {key.rstrip('?') for key in
                                           tree.get('punkter', {}).get('[]', {})},
              f'{layout}.{form}: what it asks of an item')

# A runaway template costs no more than its length.
path = folder / 'stor.txt'
path.write_text('{% macro m0(p) %}{{ p.a }}{{ p.b }}{% endmacro %}' + ''.join(
    f'{{% macro m{i}(p) %}}{{{{ m{i - 1}(p.a) }}}}{{{{ m{i - 1}(p.b) }}}}{{% endmacro %}}'
    for i in range(1, 60)) + '{{ m59(x) }}' + '{% set x = x.a %}' * 5000 + '{{ x }}')
done = referent('inspect', path, timeout=60)
check(done.returncode == 0, f'a tree that doubles at each level: {done.returncode} {done.stderr[-300:]}')

finish()
