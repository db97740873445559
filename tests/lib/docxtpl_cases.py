"""Templates as one writes them for docxtpl, made with python-docx, and the data they are given."""

import docx
import docx.enum.text
import docx.shared
import docx.table

DATA = {
    'navn': 'Ida Sørensen', 'by': 'Ærøskøbing', 'tal': 1250, 'brøk': 2.5, 'ja': True, 'nej': False,
    'tom': '', 'ingen': None, 'tegn': 'a & b <c> "d" \'e\'', 'linjer': 'Første\nAnden\nTredje',
    'tabuleret': 'Venstre\tHøjre', 'farve': 'FFCC00', 'mærker': ['rød', 'grøn', 'blå'], 'tomme': [],
    'folk': [{'navn': 'Ane', 'alder': 40, 'børn': ['Bo', 'Carl'], 'farve': 'FF0000'},
             {'navn': 'Dorte', 'alder': 31, 'børn': [], 'farve': '00FF00'},
             {'navn': 'Erik', 'alder': 55, 'børn': ['Frida'], 'farve': '0000FF'}],
    'kolonner': ['År', 'Antal', 'Sum'],
    'rækker': [{'navn': 'Vest', 'celler': [1, 2, 3]}, {'navn': 'Øst', 'celler': [4, 5, 6]}],
    'kort': {'a': 1, 'b': {'c': 'dyb'}}, 'sider': 'Side et\fSide to\nlinje\fSide tre',
    'stykker': 'Stykke et\aStykke to\n\aStykke tre',
}

# Templates on which the two differ, with the reason.
EXCEPTIONS = {
    'alone': 'a statement alone in its paragraph leaves no empty paragraph behind',
    'alone_in_row': 'a statement alone in its row leaves no empty row behind',
    'split': 'text behind a tag keeps its own looks',
    'joined_with_looks': 'text behind a tag keeps its own looks',
    'nothing_left': 'a cell holds a paragraph at least',
    'none': 'a value that is known and empty prints nothing',
    'merged_rest': 'a cell that is merged into the one above holds nothing, in all its paragraphs',
    'merged_down_split': 'a cell that is merged into the one above holds nothing, in all its runs',
    'text_beside_join': 'the text beside a tag that joins is not lost',
}

CASES = {}


def case(build):
    CASES[build.__name__] = build
    return build


def paragraph(holder, *runs, style=None):
    """A paragraph of runs: text, or text with letters for its looks (b, i, u, r for red)."""
    made = holder.add_paragraph(style=style)
    fill(made, *runs)
    return made


def fill(made, *runs):
    for run in runs:
        text, looks = run if isinstance(run, tuple) else (run, '')
        added = made.add_run(text)
        added.bold = True if 'b' in looks else None
        added.italic = True if 'i' in looks else None
        added.underline = True if 'u' in looks else None
        if 'r' in looks:
            added.font.color.rgb = docx.shared.RGBColor(0xC0, 0, 0)


def cells_of(row):
    """python-docx's own row.cells counts on every row being complete."""
    return [docx.table._Cell(cell, row) for cell in row._tr.tc_lst]


def table(holder, *rows):
    """A table of cells: a text, a tuple of runs, or a list of paragraphs."""
    width = max(len(row) for row in rows)
    made = holder.add_table(len(rows), width)
    for row, texts in zip(made.rows, rows):
        for cell, content in zip(cells_of(row), texts):
            paragraphs = content if isinstance(content, list) else [content]
            for number, runs in enumerate(paragraphs):
                target = cell.add_paragraph() if number else cell.paragraphs[0]
                fill(target, *(runs if isinstance(runs, tuple) else (runs,)))
        for surplus in cells_of(row)[len(texts):]:
            row._tr.remove(surplus._tc)
    return made


@case
def values(d):
    paragraph(d, 'Kære {{ navn }} fra {{by}}.')
    paragraph(d, '{{ tal }}', ' og ', '{{ brøk * 2 }}')
    paragraph(d, '{{ kort.b.c }}/{{ kort["a"] }}/{{ folk[0].navn }}/{{ mærker[-1] }}')
    d.add_heading('Om {{ navn }}', 1)


@case
def split(d):
    paragraph(d, 'a {', ('{ na', 'b'), ('vn }', 'i'), '} b')
    paragraph(d, 'c ', ('{{ navn', 'b'), ' }} d {', '%', ' if ja %', '}e{% end', ('if', 'u'), ' %} f')


@case
def looks(d):
    paragraph(d, 'Fed: ', ('{{ navn }}', 'b'), ' kursiv: ', ('{{ by }}', 'ir'), ' slut')
    paragraph(d, ('{% if ja %}', ''), ('{{ tal }}', 'bu'), ('{% else %}nul{% endif %}', 'i'))
    paragraph(d, ('fed ', 'b'), ('{% for m in mærker %}{{ m }} {% endfor %}', 'i'), ('rød', 'r'))


@case
def lifted_paragraphs(d):
    paragraph(d, 'Før')
    paragraph(d, '{%p if ja %}')
    paragraph(d, 'Med {{ navn }}', style='List Bullet')
    paragraph(d, '{%p else %}')
    paragraph(d, 'Uden')
    paragraph(d, '{%p endif %}')
    paragraph(d, '{%p if nej %}')
    paragraph(d, 'Aldrig')
    paragraph(d, '{%p elif tal > 1000 %}')
    paragraph(d, 'Stort tal')
    paragraph(d, '{%p endif %}')
    paragraph(d, 'Efter')


@case
def nested_loops(d):
    paragraph(d, '{%p for p in folk %}')
    paragraph(d, '{{ loop.index }}. {{ p.navn }} ({{ p.alder }})', style='List Number')
    paragraph(d, '{%p for b in p.børn %}')
    paragraph(d, 'barn: ', ('{{ b }}', 'b'), '{% if not loop.last %},{% endif %}')
    paragraph(d, '{%p else %}')
    paragraph(d, 'ingen børn')
    paragraph(d, '{%p endfor %}')
    paragraph(d, '{%p endfor %}')


@case
def inline_loops(d):
    paragraph(d, 'Farver: {% for m in mærker %}{{ m }}{% if not loop.last %}, {% endif %}{% endfor %}.')
    paragraph(d, '{% for p in folk if p.alder > 35 %}{{ p.navn }};{% endfor %}')
    paragraph(d, '{% for k, v in kort.items() %}{{ k }}{% endfor %}', ' ', '{% for i in range(3) %}{{ i }}{% endfor %}')
    paragraph(d, '[{% for x in tomme %}x{% else %}tom{% endfor %}]')


@case
def rows(d):
    table(d, ('Navn', 'Alder'), ('{%tr for p in folk %}', ''), ('{{ p.navn }}', ('{{ p.alder }}', 'b')),
          ('{%tr endfor %}', ''), ('I alt', '{{ folk | length }}'))


@case
def rows_in_rows(d):
    table(d, ('Navn', 'Barn'), ('{%tr for p in folk %}', ''), ('{{ p.navn }}', ''),
          ('{%tr for b in p.børn %}', ''), ('', '{{ b }}'), ('{%tr endfor %}', ''), ('{%tr endfor %}', ''))


@case
def rows_left_out(d):
    table(d, ('A', 'B'), ('{%tr if nej %}', ''), ('skjult', 'x'), ('{%tr else %}', ''), ('vist', 'y'),
          ('{%tr endif %}', ''), ('{%tr for x in tomme %}', ''), ('aldrig', 'z'), ('{%tr endfor %}', ''))


@case
def cells(d):
    table(d, ('Navn', '{%tc for k in kolonner %}', '{{ k }}', '{%tc endfor %}'),
          ('{%tr for r in rækker %}', '', '', ''),
          ('{{ r.navn }}', '{%tc for c in r.celler %}', '{{ c }}', '{%tc endfor %}'),
          ('{%tr endfor %}', '', '', ''))


@case
def columns_spanned(d):
    table(d, ('{% colspan kolonner | length %}Overskrift',),
          ('{%tc for k in kolonner %}', ('{{ k }}', 'b'), '{%tc endfor %}'))


@case
def columns_spanned_fixed(d):
    table(d, ('A', 'B', 'C'), ('{% colspan 2 %}{{ navn }}', 'x'), ('a', '{%colspan 2%}b'))


@case
def colours(d):
    table(d, ('{% cellbg farve %}{{ navn }}', 'uden'), ('{%tr for p in folk %}', ''),
          ('{% cellbg p.farve %}{{ p.navn }}', '{% cellbg "EEEEEE" %}x'), ('{%tr endfor %}', ''))


@case
def spanned_and_coloured(d):
    table(d, ('A', 'B'), ('{% colspan 2 %}{% cellbg farve %}begge',))


@case
def merged_down(d):
    table(d, ('Gruppe', 'Navn'), ('{%tr for p in folk %}', ''), ('{% vm %}Alle', '{{ p.navn }}'),
          ('{%tr endfor %}', ''))


@case
def merged_down_split(d):
    table(d, ('Gruppe', 'Navn', 'x'), ('{%tr for p in folk %}', '', ''),
          (('{% v', 'm %}Al', 'le'), '{{ p.navn }}', '{% vm %}{{ tal }}'), ('{%tr endfor %}', '', ''))


@case
def merged_across(d):
    table(d, ('{%tc for k in kolonner %}', '{% hm %}Fælles', '{%tc endfor %}'),
          ('{%tc for k in kolonner %}', '{{ k }}', '{%tc endfor %}'))


@case
def joined(d):
    paragraph(d, 'Mit hus ligger')
    paragraph(d, '{%- if ja -%}')
    paragraph(d, ' i byen')
    paragraph(d, '{%- else -%}')
    paragraph(d, ' på landet')
    paragraph(d, '{%- endif -%}')
    paragraph(d, ' og jeg holder af det.')
    paragraph(d, 'Næste afsnit')


@case
def joined_one_side(d):
    paragraph(d, 'Først ')
    paragraph(d, '{%- for m in mærker %}', '{{ m }} ', '{% endfor %}', 'sidst')
    paragraph(d, 'Begynder {% if ja -%}')
    paragraph(d, 'og slutter{% endif %}')


@case
def text_beside_join(d):
    paragraph(d, 'Først')
    paragraph(d, 'midt {%- if ja %} slut{% endif %}')


@case
def trimmed(d):
    paragraph(d, 'a   {{- tal -}}   b')
    paragraph(d, 'c {{- navn }} d {{ by -}} e')


@case
def runs_lifted(d):
    paragraph(d, 'før {%r if ja %}med {%r endif %}efter')
    paragraph(d, 'før ', '{%r for m in mærker %}', ('{{ m }} ', 'b'), '{%r endfor %}', 'efter')


@case
def edges(d):
    section = d.sections[0]
    fill(section.header.paragraphs[0], 'Hoved {{ navn }}')
    paragraph(section.header, '{%p if ja %}')
    paragraph(section.header, ('{{ by }}', 'b'))
    paragraph(section.header, '{%p endif %}')
    fill(section.footer.paragraphs[0], 'Fod {% for m in mærker %}{{ m }} {% endfor %}')
    paragraph(d, 'Krop')


@case
def more_edges(d):
    d.sections[0].different_first_page_header_footer = True
    fill(d.sections[0].first_page_header.paragraphs[0], 'Forside {{ tal }}')
    fill(d.sections[0].header.paragraphs[0], 'Andre {{ brøk }}')
    paragraph(d, 'Første {{ navn }}')
    second = d.add_section()
    second.header.is_linked_to_previous = False
    fill(second.header.paragraphs[0], 'Anden del {{ by }}')
    paragraph(d, 'Anden {{ navn }}')


@case
def escaped(d):
    paragraph(d, '{{ tegn }}')
    paragraph(d, 'a & b < c: ', ('{{ tegn | e }}', 'b'))
    paragraph(d, '{% if tal > 3 and 2 < tal %}større{% endif %} {{ "<b>" }}')


@case
def broken_lines(d):
    paragraph(d, 'x ', ('{{ linjer }}', 'b'), ' y')
    paragraph(d, ('{{ linjer }}', 'i'))
    paragraph(d, ('{{ tabuleret }}', 'b'), ' z')
    table(d, ('{{ linjer }}', '{{ tabuleret }}'))


@case
def blanks(d):
    paragraph(d, '  {{ navn }}  {{ by }}  ')
    paragraph(d, 'a {% if ja %} b {% endif %} c')
    paragraph(d, '{{ navn }} {{ by }}', ' ', '{{ tal }}')


@case
def tables_in_tables(d):
    outer = table(d, ('Ydre', ''))
    inner = outer.cell(0, 1).add_table(3, 2)
    for row, texts in zip(inner.rows, (('{%tr for p in folk %}', ''), ('{{ p.navn }}', '{{ p.alder }}'),
                                       ('{%tr endfor %}', ''))):
        for cell, text in zip(row.cells, texts):
            fill(cell.paragraphs[0], text)
    paragraph(outer.cell(0, 1), 'efter {{ by }}')


@case
def tables_repeated(d):
    paragraph(d, '{%p for p in folk %}')
    paragraph(d, '{{ p.navn }}')
    table(d, ('Barn',), ('{%tr for b in p.børn %}',), ('{{ b }}',), ('{%tr endfor %}',))
    paragraph(d, '{%p endfor %}')


@case
def paragraphs_in_cells(d):
    table(d, ('Navn', ['{%p for m in mærker %}', '{{ m }}', '{%p endfor %}']),
          ('{{ navn }}', ['{%p if nej %}', 'skjult', '{%p endif %}', 'vist']))


@case
def empty_lists(d):
    paragraph(d, 'Før')
    paragraph(d, '{%p for x in tomme %}')
    paragraph(d, '{{ x }}')
    paragraph(d, '{%p endfor %}')
    paragraph(d, '[{{ tomme | join(", ") }}] [{% for x in tomme %}{{ x }}{% endfor %}]')
    table(d, ('A',), ('{%tr for x in tomme %}',), ('{{ x }}',), ('{%tr endfor %}',))


@case
def undefined(d):
    paragraph(d, '[{{ mangler }}] [{{ kort.mangler }}] [{% for x in mangler %}x{% endfor %}]')
    paragraph(d, '{{ mangler | default("intet") }} {% if mangler %}ja{% else %}nej{% endif %}')
    paragraph(d, '{% if mangler is defined %}a{% else %}b{% endif %}')


@case
def filters(d):
    paragraph(d, '{{ navn | upper }} {{ mærker | join(", ") }} {{ mærker | length }}')
    paragraph(d, '{{ "%.2f" | format(brøk) }} {{ mærker | first }} {{ folk | map(attribute="navn") | join("/") }}')
    paragraph(d, '{{ navn | replace("Ida", "Ea") }} {{ mærker | sort | join }} {{ tal ~ " kr." }}')


@case
def macros(d):
    paragraph(d, '{% macro m(a, b="x") %}<{{ a }}{{ b }}>{% endmacro %}', '{{ m(1) }}{{ m(2, b="y") }}')
    paragraph(d, '{% macro n(a) %}hej {{ a }}{% endmacro %}A: {{ n("du") }}.')


@case
def variables(d):
    paragraph(d, '{% set x = 5 %}{{ x }} {% set y = "a" ~ x %}{{ y }}')
    paragraph(d, '{%p set z = tal + 1 %}')
    paragraph(d, 'z er {{ z }}')
    paragraph(d, '{% with a = 1 %}{{ a }}{% endwith %}{% set ns = namespace(s=0) %}'
                 '{% for x in [1, 2] %}{% set ns.s = ns.s + x %}{% endfor %}{{ ns.s }}')


@case
def comments(d):
    paragraph(d, 'a{# bemærkning #}b')
    paragraph(d, '{#p hele afsnittet #}')
    paragraph(d, 'c {', '# over ', ('runs #', 'b'), '} d')
    table(d, ('A', 'B'), ('{#tr hele rækken #}', 'x'), ('C', 'D'))


@case
def literals(d):
    paragraph(d, 'skriv {_{ navn }_} og {_% if %_} eller {{ "{{" }}')
    paragraph(d, '{% raw %}{{ urørt }}{% endraw %} {{ tal }}')


@case
def quotes(d):
    paragraph(d, '{{ kort[“a”] }} {% if navn == ‘Ida Sørensen’ %}ja{% endif %}', ' “{{ by }}”')


@case
def conditions(d):
    paragraph(d, '{% if ja and not nej %}a{% endif %}{% if nej or tal %}b{% endif %}'
                 '{% if tal is number %}c{% endif %}{{ "d" if ja else "e" }}{{ "f" if nej }}')
    paragraph(d, '{% if "Ida" in navn %}i{% endif %}{% if tomme %}x{% elif tom %}y{% else %}z{% endif %}')


@case
def numbered_loop(d):
    paragraph(d, '{%p for m in mærker %}')
    paragraph(d, '{{ loop.index }}/{{ loop.length }} {{ m }} {{ loop.cycle("a", "b") }}'
                 '{% if loop.first %} først{% endif %}{% if loop.last %} sidst{% endif %}')
    paragraph(d, '{%p endfor %}')


@case
def page_breaks(d):
    paragraph(d, '{%p for m in mærker %}')
    broken = paragraph(d, '{{ m }}')
    broken.add_run().add_break(docx.enum.text.WD_BREAK.PAGE)
    paragraph(d, '{%p endfor %}')


@case
def alone(d):
    paragraph(d, '{% for m in mærker %}')
    paragraph(d, '{{ m }}')
    paragraph(d, '{% endfor %}')


@case
def alone_in_row(d):
    table(d, ('A', 'B'), ('{%tr for m in mærker %}', ''), ('{{ m }}', 'x'), ('{% set y = 1 %}', ''),
          ('{%tr endfor %}', ''))


@case
def none(d):
    paragraph(d, '[{{ ingen }}]')


@case
def merged_rest(d):
    table(d, ('Gruppe', 'Navn'), ('{%tr for p in folk %}', ''),
          (['{% vm %}Alle', 'mere'], '{{ p.navn }}'), ('{%tr endfor %}', ''))
