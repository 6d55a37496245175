#!/usr/bin/env python3
"""Holds the pages of the guide against each other, against their pictures and against the words of the window.

- Every English page has a Chinese twin: the same headings by level, and in each section the same pictures, code, rows of
  tables, code spans and words of the window.
- Every link leads to a page, a heading or a picture that is there, and stays inside what an installation holds.
- Every picture is shown on a page. NAME-dark.png goes with NAME.png: the guide shows it where the program is dark.
- Words in bold, and only those, are words of the window: what a menu, button or tab says, without the dots at its end, perhaps
  without what stands in brackets behind it; "File > Settings" names several. They are sources of the translation in English pages,
  translations in Chinese ones.

usage: check_guide.py SOURCE_ROOT
"""
import pathlib
import re
import sys
import unicodedata
import xml.etree.ElementTree

LANGUAGE = 'zh_CN'
LINK = re.compile(r'(!?)\[([^\]]*)\]\(([^)\s]+)\)')
BOLD = re.compile(r'\*\*(.+?)\*\*')
CODE = re.compile(r'`([^`]+)`')

faults = []


def fault(page, text):
    faults.append(f'{page}: {text}')


class Section:
    def __init__(self, level, title):
        self.level, self.title = level, title
        self.pictures, self.links, self.bold, self.spans, self.blocks, self.rows = [], [], [], [], [], 0


def sections_of(path):
    """The sections of a page, the one before its first heading not counted: pages begin with one."""
    sections, block = [], None
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        if line.startswith('```'):
            if block is None:
                block = []
            else:
                sections[-1].blocks.append(block)
                block = None
            continue
        if block is not None:
            # Comments are translated, code is not.
            block.append(re.sub(r'\s*#.*', '', line).rstrip())
            continue
        if heading := re.match(r'(#+) (.+)', line):
            sections.append(Section(len(heading[1]), heading[2]))
            line = heading[2]
        elif not sections:
            fault(path, f'line {number}: text before the first heading')
            sections.append(Section(0, ''))
        section = sections[-1]
        section.rows += line.startswith('|')
        section.spans += CODE.findall(line)
        line = CODE.sub(' ', line)
        for picture, words, to in LINK.findall(line):
            (section.pictures if picture else section.links).append(to)
            if not words.strip():
                fault(path, f'line {number}: {to} has no words')
        section.bold += BOLD.findall(line)
        if BOLD.sub('', line).count('**'):
            fault(path, f'line {number}: ** without its other half; bold may not go over lines')
        # Without a space or a sign beside it a mark behind a sign does not close: CommonMark, "right-flanking".
        if re.search(r'[^\w\s*]\*\*\w', BOLD.sub(lambda m: '\x01' + m[1] + m[0][-2:], line)):
            fault(path, f'line {number}: this ** does not end the bold: a sign before it, a letter behind it')
    if block is not None:
        fault(path, 'a block of code does not end')
    return sections


def slug(title):
    """A heading's anchor, as GitHub makes it."""
    title = re.sub(r'[*`]', '', title).lower()
    return ''.join('-' if c == ' ' else c for c in title if c in ' -_' or unicodedata.category(c)[0] in 'LN')


def names_of(text):
    """What a page may call a control with this text: "Import" for "&Import...", with or without words in brackets."""
    text = re.sub(r'\(&.\)', '', text).replace('&', '')
    text = re.sub(r'^Python[:：] ?', '', text)  # the menu above says it
    text = re.sub(r'(\.\.\.|…|[:：])$', '', text.strip()).strip()
    return {text, re.sub(r'\s*[(（][^)）]*[)）]$', '', text)}


def words_of_window(ts):
    """Sources to their translations."""
    words = {}
    for message in xml.etree.ElementTree.parse(ts).getroot().iter('message'):
        translation = message.find('translation')
        for name in names_of(message.find('source').text):
            for form in list(translation) or [translation]:
                words.setdefault(name, set()).update(names_of(form.text or ''))
    return words


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    docs, guide = root / 'docs', root / 'docs/guide'
    words = words_of_window(root / f'resources/translations/tensorgraft_{LANGUAGE}.ts')
    translations = set().union(*words.values())
    english = [*sorted(guide.glob('*.md')), docs / 'mapping.md']  # the reference stands beside the guide
    chinese = {path.name for path in (guide / LANGUAGE).glob('*.md')}
    if len(english) < 2:
        sys.exit(f'no pages in {guide}')
    pages = {path: sections_of(path) for path in [*english, *sorted((guide / LANGUAGE).glob('*.md'))]}
    for name in sorted(chinese - {path.name for path in english}):
        fault(guide / LANGUAGE / name, 'has no English twin')

    shown = set()
    for path, sections in pages.items():
        known = translations if path.parent.name == LANGUAGE else words
        for section in sections:
            for bold in section.bold:
                for word in bold.split(' > '):
                    if word not in known:
                        fault(path, f'"{section.title}": no word of the window: {word}')
            for to in section.links + section.pictures:
                if re.match(r'[a-z]+:', to):
                    continue
                file, _, anchor = to.partition('#')
                at = (path.parent / file).resolve() if file else path
                inside = at == docs / 'mapping.md' or guide in at.parents
                if not inside or not at.is_file():
                    fault(path, f'"{section.title}": leads nowhere: {to}')
                elif anchor and slug(anchor) not in {slug(other.title) for other in pages.get(at, [])}:
                    fault(path, f'"{section.title}": no such heading: {to}')
                elif to in section.pictures:
                    shown.add(at)

    for picture in sorted((guide / 'images').rglob('*.png')):
        light = picture.with_name(picture.name.replace('-dark.png', '.png'))
        if light not in shown:
            fault(picture, 'is shown on no page')

    for path in english:
        twin = guide / LANGUAGE / path.name
        if twin not in pages:
            fault(path, 'has no Chinese twin')
            continue
        mine, its = pages[path], pages[twin]
        for page, other in ((path, twin), (twin, path)):
            if other not in [(page.parent / to).resolve() for to in pages[page][0].links]:
                fault(page, 'does not link to its twin')
        if [section.level for section in mine] != [section.level for section in its]:
            fault(twin, f'other headings: {[s.title for s in its]} for {[s.title for s in mine]}')
            continue
        for a, b in zip(mine, its):
            def differ(what, of_english, of_chinese):
                if of_english != of_chinese:
                    fault(twin, f'"{b.title}": other {what} than "{a.title}": {of_chinese} for {of_english}')
            differ('pictures', [to.replace('images/', f'../images/{LANGUAGE}/') for to in a.pictures], b.pictures)
            differ('blocks of code', a.blocks, b.blocks)
            differ('rows of tables', a.rows, b.rows)
            differ('code spans', sorted(set(a.spans) - set(b.spans)), sorted(set(b.spans) - set(a.spans)))
            said, meant = {word for bold in b.bold for word in bold.split(' > ')}, {word for bold in a.bold for word in bold.split(' > ')}
            for word in sorted(meant):
                if word in words and not words[word] & said:
                    fault(twin, f'"{b.title}": does not name {word} ({", ".join(sorted(words[word]))})')
            for word in sorted(said):
                if word in translations and not any(word in words.get(other, ()) for other in meant):
                    fault(twin, f'"{b.title}": names {word}, which "{a.title}" does not')

    for line in faults:
        print(line.replace(str(root) + '/', ''))
    print(f'{len(english)} pages and their twins, {len(shown)} pictures, {len(faults)} faults')
    sys.exit(1 if faults else 0)


main()
