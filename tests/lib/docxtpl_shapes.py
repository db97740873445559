"""More templates for docxtpl: tags in and across what Word puts around text, merged tables, sections."""

import docx.enum.section
import docx.oxml
from docx.oxml.ns import nsdecls

from docxtpl_cases import case, cells_of, fill, paragraph, table

WPS = ('xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
       'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
       'xmlns:v="urn:schemas-microsoft-com:vml" ')


def run(text, looks=''):
    return (f'<w:r>{looks and f"<w:rPr>{looks}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>')


def raw(holder, content, properties=''):
    """A paragraph with this inside."""
    element = docx.oxml.parse_xml(f'<w:p {WPS}{nsdecls("w", "r", "wp", "a")}>'
                                  f'{properties and f"<w:pPr>{properties}</w:pPr>"}{content}</w:p>')
    add(holder, element)


def add(holder, element):
    body = holder._element.body if hasattr(holder._element, 'body') else holder._element
    last = body[-1]
    if last.tag.endswith('}sectPr'):
        last.addprevious(element)
    else:
        body.append(element)


def box(content):
    """A text box as Word writes it: for itself and for those that know no shapes."""
    return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" '
            'distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
            'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0'
            '</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0'
            '</wp:posOffset></wp:positionV><wp:extent cx="2000000" cy="900000"/><wp:wrapSquare '
            'wrapText="bothSides"/><wp:docPr id="7" name="Tekstboks"/><a:graphic><a:graphicData '
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr '
            'txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="900000"/></a:xfrm>'
            '<a:prstGeom prst="rect"/></wps:spPr><wps:txbx><w:txbxContent>' + content +
            '</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
            '</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="s7" style="width:150pt;height:70pt">'
            '<v:textbox><w:txbxContent>' + content +
            '</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>')


def lines(*texts):
    return ''.join(f'<w:p>{run(text)}</w:p>' for text in texts)


@case
def text_box(d):
    raw(d, run('før {{ navn }}') + box(lines('I boksen {{ by }}', '{{ tal + 1 }}')) + run(' efter {{ tal }}'))
    paragraph(d, 'slut')


@case
def text_box_with_loop(d):
    raw(d, box(lines('{%p for m in mærker %}', '{{ loop.index }}: {{ m }}', '{%p endfor %}',
                     '{% if ja %}vist{% endif %}')))
    paragraph(d, '{{ by }}')


@case
def text_box_in_loop(d):
    paragraph(d, '{%p for p in folk %}')
    raw(d, run('{{ p.navn }}') + box(lines('{{ p.alder }}')))
    paragraph(d, '{%p endfor %}')
    paragraph(d, 'slut')


@case
def links(d):
    link = '<w:hyperlink w:anchor="sted">{}</w:hyperlink>'
    raw(d, run('se ') + link.format(run('{{ navn }}', '<w:u w:val="single"/>')) + run(' her'))
    raw(d, run('og ') + link.format(run('{{ na') + run('vn ~ ') + run('by }} mere')) + run(' der'))
    raw(d, run('{% if ja %}') + link.format(run('ja {{ by }}')) + run('{% else %}nej{% endif %}'))
    raw(d, run('{% for m in mærker %}') + link.format(run('{{ m }}')) + run(', {% endfor %}'))


@case
def content_controls(d):
    control = '<w:sdt><w:sdtPr><w:alias w:val="a"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    raw(d, run('i linjen ') + control.format(run('{{ navn }}')) + run(' slut'))
    raw(d, run('tal ') + control.format(run('{{ tal') + run(' * 2 }} kr.')) + run(' i alt'))
    raw(d, run('{% if nej %}') + control.format(run('væk')) + run('{% endif %}blev'))


@case
def proofed(d):
    error = '<w:proofErr w:type="spellStart"/>'
    raw(d, run('a {') + error + run('{ na') + '<w:proofErr w:type="spellEnd"/>' + run('vn }') + error + run('} b'))
    raw(d, run('c {%') + error + run(' if ja') + '<w:bookmarkStart w:id="3" w:name="m"/>' + run(' %}d{% en') +
        '<w:bookmarkEnd w:id="3"/>' + run('dif %}'))
    raw(d, '<w:r w:rsidR="00AB12CD"><w:t>{{ t</w:t></w:r><w:r w:rsidR="00AB12CE"><w:lastRenderedPageBreak/>'
        '<w:t>al }}</w:t></w:r>')


@case
def whole_runs(d):
    raw(d, run('før ') + run('{%r if ja %}', '<w:b/>') + run('fed', '<w:b/>') + run('{%r endif %}') + run(' efter'))
    raw(d, run('{%r for p in folk %}') + run('{{ p.navn }}', '<w:i/>') + run(' ({{ p.alder }}) ') +
        run('{%r endfor %}') + run('slut'))
    raw(d, run('x') + run('{%r if nej %}') + run('aldrig') + run('{%r else %}') + run('altid', '<w:b/>') +
        run('{%r endif %}'))


@case
def commented_cells(d):
    table(d, ('A', '{#tc væk #}', 'C'), ('{#tr hele rækken #}', 'x', 'y'), ('D', 'E', 'F'))
    paragraph(d, '{# en #}før{# to #} efter {# tre\tmed tab #}')


@case
def grouped_rows(d):
    table(d, ('Navn', 'Børn'), ('{%tr for p in folk %}', ''),
          ('{{ p.navn }}', '{% for b in p.børn %}{{ b }} {% endfor %}'),
          ('{%tr if p.børn %}', ''), ('heraf', '{{ p.børn | length }}'), ('{%tr else %}', ''), ('ingen', '-'),
          ('{%tr endif %}', ''), ('{%tr endfor %}', ''))


@case
def merged_down_in_groups(d):
    table(d, ('Navn', 'Barn'), ('{%tr for p in folk %}', ''), ('{%tr for b in p.børn %}', ''),
          ('{% vm %}{{ p.navn }}', '{{ b }}'), ('{%tr endfor %}', ''), ('{%tr endfor %}', ''))


@case
def merged_and_coloured(d):
    table(d, ('A', 'B'), ('{%tr for p in folk %}', ''),
          ('{% vm %}{% cellbg "DDDDDD" %}alle', '{% cellbg p.farve %}{{ p.navn }}'),
          ('{%tr endfor %}', ''))


@case
def coloured_before(d):
    made = table(d, ('{% cellbg farve %}ny', 'gammel'))
    for cell in cells_of(made.rows[0]):
        cell._tc.get_or_add_tcPr().append(docx.oxml.parse_xml(
            f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="123456"/>'))


@case
def spanned_before(d):
    made = table(d, ('A', 'B', 'C'), ('{% colspan 3 %}alle', 'x', 'y'))
    row = made.rows[1]
    row.cells[0].merge(row.cells[1])
    made.rows[1].cells[2]._tc.getparent().remove(made.rows[1].cells[2]._tc)


@case
def spanned_across_before(d):
    made = table(d, ('{%tc for k in kolonner %}', '{% hm %}Fælles', 'x', '{%tc endfor %}'),
                 ('{%tc for k in kolonner %}', '{{ k }}', 'n', '{%tc endfor %}'))
    row = made.rows[0]
    row.cells[1].merge(row.cells[2])
    for surplus in row.cells[1].paragraphs[1:]:
        surplus._element.getparent().remove(surplus._element)


@case
def cells_left_out(d):
    table(d, ('A', '{%tc if nej %}', 'B', '{%tc endif %}', '{%tc if ja %}', 'C', '{%tc endif %}'),
          ('a', '{%tc if nej %}', 'b', '{%tc endif %}', '{%tc if ja %}', 'c', '{%tc endif %}'))


@case
def cells_with_loops_of_rows(d):
    table(d, ('', '{%tc for k in kolonner %}', '{% cellbg farve %}{{ k }}', '{%tc endfor %}', 'I alt'),
          ('{%tr for r in rækker %}', '', '', '', ''),
          ('{{ r.navn }}', '{%tc for c in r.celler %}', ('{{ c }}', 'b'), '{%tc endfor %}', '{{ r.celler | sum }}'),
          ('{%tr endfor %}', '', '', '', ''))


@case
def broken_line_joined(d):
    made = paragraph(d, 'Huset ligger')
    for text in ('{%- if ja -%}', '\u00a0i byen', '{%- else -%}', '\u00a0på landet', '{%- endif -%}', '\u00a0nu.'):
        made.add_run().add_break()
        made.add_run(text)
    paragraph(d, 'Efter')


@case
def joined_with_looks(d):
    paragraph(d, ('Fed ', 'b'), style='Quote')
    paragraph(d, ('{%- if ja -%}', 'i'))
    paragraph(d, ('\u00a0kursiv', 'i'))
    paragraph(d, '{%- endif -%}')
    paragraph(d, ('\u00a0rød', 'r'), style='Heading 1')


@case
def joined_over_lists(d):
    paragraph(d, 'Af dem der kom, var')
    paragraph(d, '{%- if ja -%}', style='List Bullet')
    paragraph(d, '\u00a0alle', style='List Bullet')
    paragraph(d, '{%- else -%}', style='List Bullet')
    paragraph(d, '\u00a0ingen', style='List Bullet 2')
    paragraph(d, '{%- endif -%}', style='List Bullet 2')
    paragraph(d, '\u00a0medlemmer', style='List Bullet')
    paragraph(d, 'og så en til', style='List Bullet')
    paragraph(d, '{%- if nej %}', ' aldrig{% endif %}')
    paragraph(d, 'Sidst {{ navn }}')


@case
def joined_between_items(d):
    paragraph(d, '{%p for p in folk %}')
    paragraph(d, '{{ p.navn }}', style='List Number')
    paragraph(d, '{%- for b in p.børn -%}', style='List Number')
    paragraph(d, ', {{ b }}', style='List Number 2')
    paragraph(d, '{%- endfor %}')
    paragraph(d, '{%p endfor %}')
    paragraph(d, 'Første', style='List Number')
    paragraph(d, 'anden {% if ja -%}', style='List Number')
    paragraph(d, 'tredje{% endif %}', style='List Number')
    paragraph(d, 'fjerde', style='List Number 2')
    table(d, (['a', '{%- if ja -%}', 'b{% endif %}'], 'c'))


@case
def outlines(d):
    paragraph(d, '{%p for p in folk %}')
    d.add_heading('{{ loop.index }}. {{ p.navn }}', 2)
    paragraph(d, '{%p if p.børn %}')
    paragraph(d, '{%p for b in p.børn %}')
    paragraph(d, '{{ b }}', style='List Bullet 2')
    paragraph(d, '{%p endfor %}')
    paragraph(d, '{%p else %}')
    paragraph(d, 'Ingen', style='Quote')
    paragraph(d, '{%p endif %}')
    paragraph(d, '{%p endfor %}')


@case
def pairs(d):
    paragraph(d, '{%p for nøgle, værdi in kort.items() %}')
    paragraph(d, '{{ nøgle }}: {% if værdi is mapping %}{{ værdi.c }}{% else %}{{ værdi }}{% endif %}')
    paragraph(d, '{%p endfor %}')
    table(d, ('{%tr for nøgle, værdi in folk[0].items() %}', ''),
          ('{{ nøgle }}', '{{ værdi if værdi is string else "-" }}'),
          ('{%tr endfor %}', ''))


@case
def spaces_kept(d):
    paragraph(d, 'a  {{ navn }}   b', '  ', '{{ tal }}', ' ', 'c')
    paragraph(d, '{% for m in mærker %} {{ m }}  {% endfor %}|')
    paragraph(d, '\t{{ navn }}\t{{ by }}')
    paragraph(d, '{{ "  luft  " }}|{{ " a\u00a0b " }}|')


@case
def nothing_left(d):
    paragraph(d, '{{ tom }}')
    paragraph(d, '{% if nej %}x{% endif %}', 'y')
    table(d, ('{{ tom }}', ['{%p if nej %}', 'væk', '{%p endif %}']), ('x', 'y'))


@case
def fields(d):
    field = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE '
             '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run('1') +
             '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    raw(d, run('{{ navn }} side ') + field + run(' {% if ja %}af {{ tal }}{% endif %}'))


@case
def macros_with_paragraphs(d):
    paragraph(d, '{%p macro person(p) %}')
    paragraph(d, '{{ p.navn }}', style='Heading 2')
    paragraph(d, ('{{ p.alder }}', 'b'), ' år')
    paragraph(d, '{%p endmacro %}')
    paragraph(d, 'Før')
    paragraph(d, '{%p for p in folk %}')
    paragraph(d, '{{p person(p) }}')
    paragraph(d, '{%p endfor %}')


@case
def several_sections(d):
    d.settings.odd_and_even_pages_header_footer = True
    for number, text in enumerate(('{{ navn }}', '{% for m in mærker %}{{ m }} {% endfor %}')):
        section = d.sections[0] if number == 0 else d.add_section(docx.enum.section.WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = True
        for name in ('header', 'footer', 'first_page_header', 'first_page_footer', 'even_page_header',
                     'even_page_footer'):
            edge = getattr(section, name)
            edge.is_linked_to_previous = False
            fill(edge.paragraphs[0], f'{name} {number} {text}')
        paragraph(d, f'Del {number} ' + text)


@case
def table_in_header(d):
    header = d.sections[0].header
    made = header.add_table(3, 2, docx.shared.Cm(10))
    rows = (('{%tr for m in mærker %}', ''), ('{{ m }}', '{{ loop.index }}'), ('{%tr endfor %}', ''))
    for row, texts in zip(made.rows, rows):
        for cell, text in zip(row.cells, texts):
            fill(cell.paragraphs[0], text)
    paragraph(header, 'a & b: {{ tegn }}')
    paragraph(d, 'Krop')


# What a document says of itself; docxtpl knows these, other programs more.
PROPERTIES = {
    'title': 'Referat for {{ navn }}', 'subject': '{% if ja %}emne {{ tal }}{% else %}intet{% endif %}',
    'comments': '{% for m in mærker %}{{ m }};{% endfor %}', 'author': '{{ by }} & co.',
    'identifier': '{{ tal + 1 }}{# væk #}',
}


@case
def properties(d):
    for name, text in PROPERTIES.items():
        setattr(d.core_properties, name, text)
    paragraph(d, '{{ navn }}')


@case
def pages_and_paragraphs(d):
    paragraph(d, '{{ sider }}')
    paragraph(d, 'før ', ('{{ stykker }}', 'b'), ' efter', style='Quote')
    paragraph(d, ('x {{ sider }} y {{ stykker }}', 'i'), style='List Bullet')
    table(d, ('{{ stykker }}', 'a {{ stykker }}'))
    paragraph(d, 'slut')
