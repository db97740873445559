"""Typing into fillable documents by changing their XML, as a program would that does nothing else."""

import html
import re
import urllib.parse
import zipfile

MAIN = {'docx': 'word/document.xml', 'odt': 'content.xml'}
SAID = {'docx': 'docProps/custom.xml', 'odt': 'meta.xml'}

# what Markdown, YAML and the template language would take for something else
AWKWARD = ['13. nov. mødes udvalget igen.', '- 2,4 mio. kr. i 2025', '- ', '1. juli træder det i kraft.',
           '1) som det var', '# 7 på listen', '{{ organ.navn }} {% if %} {# intet #}', '*ikke* _fed_ **nu**',
           '<u>hvad</u> &amp; [sådan](her)', '| ikke | en | tabel |', '    fire blanke', '> større end',
           '+ plus', '---', '===', '~~~', '```', '\\ bagvendt', 'https://eksempel.dk/?a=1&b=2',
           'et\u00a0hårdt blanktegn', '27.-28. januar', 'nej', '---- slut ----', 'a < b > c']


def words_said(path):
    """What the document says of its fields, word by word; what it says of the text around them aside."""
    with zipfile.ZipFile(path) as archive:
        said = archive.read(SAID[path.suffix[1:]]).decode()
    said = ''.join(re.findall(r'referent-felter[-0-9]*"[^>]*>(?:<vt:lpwstr>)?([^<]*)<', said))
    return said.partition(' | ')[0].split()  # behind that: what stands around the fields


def form_fields(path):
    """The fields of a form: key → (name, what stands in it)."""
    entries = (word.split('=') for word in words_said(path)[2:])
    return {urllib.parse.unquote(key): (name, urllib.parse.unquote(text))
            for name, key, _, _, text in entries}


def paragraphs(ending, lines):
    """The lines as the paragraphs of a document."""
    if ending == 'docx':
        return ''.join(f'<w:p><w:r><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r></w:p>'
                       for line in lines)
    return ''.join('<text:p>' + html.escape(line).replace('  ', ' <text:s/>') + '</text:p>'
                   for line in lines)


def _type(xml, ending, name, text, typed):
    """The XML with something typed into one field in place of its text."""
    element = 'w:p' if ending == 'docx' else 'text:p'
    text = html.escape(text, quote=False)
    found = xml.index(text, xml.index('</', xml.index(f'felt_{name}_a')))
    if isinstance(typed, str):
        return xml[:found] + html.escape(typed) + xml[found + len(text):]
    begin = max(xml.rfind(f'<{element}>', 0, found), xml.rfind(f'<{element} ', 0, found))
    end = xml.index(f'</{element}>', found) + len(f'</{element}>')
    return xml[:begin] + paragraphs(ending, typed) + xml[end:]


def change_part(path, changed, change, parts=MAIN):
    """A copy of a document with the XML of one part changed: of its text, or another one by format."""
    ending = path.suffix[1:]
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(changed, 'w') as copy:
        for entry in archive.infolist():
            data = archive.read(entry)
            if entry.filename == parts[ending]:
                data = change(data.decode()).encode()
            copy.writestr(entry, data)
    return changed


def type_all(xml, ending, typed):
    """A document's XML, typed: (name of a field, what stands in it) → what is typed, a text within the
    line or a list of paragraphs."""
    for (name, text), what in typed.items():
        xml = _type(xml, ending, name, text, what)
    return xml.replace('<w:showingPlcHdr/>', '')


def fill(path, filled, typed):
    """A copy of a fillable document with something typed into its fields."""
    return change_part(path, filled, lambda xml: type_all(xml, path.suffix[1:], typed))


def fill_form(path, filled, typed):
    """The same of a form, typed: key → what is typed; every other text in it is deleted."""
    fields = form_fields(path)
    return fill(path, filled, {fields[key]: typed.get(key, '') for key in fields})
