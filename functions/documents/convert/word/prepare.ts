import { childAt, descendants, elementsIn, type XmlElement } from '../xml.ts';
import { element, holdsText, MARKS, runOf, textOf } from './build.ts';
import type { Found } from './found.ts';
import type { Numbering } from './numbering.ts';
import type { Pictures } from './pictures.ts';
import { isOn, type Styles, valOf } from './styles.ts';
import { prepareTable, widthsOf } from './tables.ts';
import { withPageTurns } from './turns.ts';

export interface Preparation {
  styles: Styles;
  numbering: Numbering;
  pictures: Pictures;
  found: Found;
  /** Ids of the relationships that the part at hand has. */
  targets: ReadonlySet<string>;
}

/**
 * A body of a Word file (its text, its notes) → the same with what a reader of the printed document would see, in plain terms: no
 * deletions, comments or hidden text; headings by their level; bullets, and numbers as words; pictures by name. What isn't known here is
 * left to mammoth, which prints nothing of what it doesn't know.
 */
export function prepareBody(root: XmlElement, preparation: Preparation): XmlElement {
  return new Body(preparation).read(root)[0] ?? element(root.name, {});
}

/** Their content stands without them. */
const UNWRAPPED: ReadonlySet<string> = new Set(
  'w:ins w:moveTo w:fldSimple w:bdo w:dir w:smartTag w:customXml w:ruby w:rubyBase m:oMathPara'.split(' '),
);
/** Neither they nor their content are printed. Earlier properties and what was moved away are in them, and comments. */
const DROPPED: ReadonlySet<string> = new Set(
  (
    'w:moveFrom w:delText w:delInstrText w:commentReference w:commentRangeStart w:commentRangeEnd w:annotationRef w:rt w:rubyPr ' +
    'w:smartTagPr w:customXmlPr w:pPrChange w:rPrChange w:tblPrChange w:tblGridChange w:trPrChange w:tcPrChange w:sectPrChange ' +
    'w:altChunk w:subDoc'
  ).split(' '),
);
const RENAMED: Readonly<Record<string, string>> = { 'w:cr': 'w:br', 'w:ptab': 'w:tab' };
const FIELD: ReadonlySet<string> = new Set(['w:fldChar', 'w:instrText']);
const LEVELS_OF_BULLETS = 5;
const LEVELS_OF_HEADINGS = 6;

class Body {
  readonly #with: Preparation;
  /** Text boxes that stood beside the paragraph being read. */
  #beside: XmlElement[] = [];
  #paragraphStyle: string | undefined;

  constructor(preparation: Preparation) {
    this.#with = preparation;
  }

  read(source: XmlElement): XmlElement[] {
    const { name } = source;
    const { found, styles } = this.#with;
    if (DROPPED.has(name)) return [];
    if (UNWRAPPED.has(name)) {
      if (name === 'w:ins' && holdsText(source)) found.add('insertion');
      return this.#inside(source);
    }
    switch (name) {
      case 'w:del':
        if (holdsText(source)) found.add('deletion');
        // Empty, it marks the paragraph or row that it stands in as deleted: mammoth knows that.
        return source.children.length === 0 ? [source] : [];
      case 'w:t':
        return textOf(source, '');
      case 'w:instrText':
        return [source];
      case 'w:p':
        return this.#paragraph(source);
      case 'w:r':
        return this.#run(source);
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        return this.#drawing(source);
      case 'mc:AlternateContent':
        return this.#alternative(source);
      case 'w:sdt':
        return this.#control(source);
      case 'w:tbl':
        return [...widthsOf(source), prepareTable({ ...source, children: this.#inside(source) }, styles, found)];
      case 'w:tr':
        return this.#row(source);
      case 'w:tc':
        return [this.#cell(source)];
      case 'm:oMath':
        found.add('equation');
        return [runOf(equationText(source))];
      case 'w:hyperlink':
        return this.#hyperlink(source);
      case 'w:body':
        return [{ ...source, children: withPageTurns(this.#inside(source)) }];
      default:
        return [{ ...source, name: RENAMED[name] ?? name, children: this.#inside(source) }];
    }
  }

  #inside(source: XmlElement): XmlElement[] {
    return elementsIn(source).flatMap((child) => this.read(child));
  }

  #paragraph(source: XmlElement): XmlElement[] {
    const { styles, numbering, found } = this.#with;
    const properties = childAt(source, 'w:pPr');
    const styleId = valOf(childAt(properties, 'w:pStyle'));
    const styleName = styles.name(styleId);
    if (/^(?:toc \d|table of figures)$/.test(styleName)) {
      found.contents = true;
      return [];
    }
    if (styleName === 'toc heading') return [];
    const outer = { beside: this.#beside, style: this.#paragraphStyle };
    this.#beside = [];
    this.#paragraphStyle = styleId;
    const content = elementsIn(source)
      .filter(({ name }) => name !== 'w:pPr')
      .flatMap((child) => this.read(child));
    const beside = this.#beside;
    this.#beside = outer.beside;
    this.#paragraphStyle = outer.style;
    const kept = [childAt(properties, 'w:sectPr'), childAt(properties, 'w:rPr')].filter((part) => part !== undefined);
    const isDeleted = childAt(properties, 'w:rPr', 'w:del') !== undefined;
    const isNumbered = !isDeleted && content.some(holdsText);
    const mark = isNumbered ? numbering.markOf(properties, styleId) : undefined;
    const level = this.#levelOf(properties, styleId, styleName);
    const looks: XmlElement[] = [];
    if (level !== undefined) looks.push(element('w:pStyle', { 'w:val': `Heading${level}` }));
    else if (/^(?:intense )?quote$/.test(styleName)) looks.push(element('w:pStyle', { 'w:val': 'Quote' }));
    if (mark?.kind === 'bullet' && level === undefined) looks.push(bullet(mark.level));
    const label =
      mark?.kind !== 'number' || mark.label === ''
        ? []
        : [runOf(level === undefined ? `${MARKS.number}${mark.label}${MARKS.end}` : `${mark.label} `)];
    return [element('w:p', {}, element('w:pPr', {}, ...looks, ...kept), ...label, ...content), ...beside];
  }

  #levelOf(properties: XmlElement | undefined, styleId: string | undefined, styleName: string): number | undefined {
    const own = Number(valOf(childAt(properties, 'w:outlineLvl')) ?? Number.NaN);
    const level = Number.isInteger(own)
      ? own + 1
      : (this.#with.styles.outline(styleId) ?? (styleName === 'title' ? 1 : 10));
    // Nine levels exist; the tenth is body text.
    return level > 9 ? undefined : Math.min(LEVELS_OF_HEADINGS, Math.max(1, level));
  }

  #run(source: XmlElement): XmlElement[] {
    const { styles, found } = this.#with;
    const properties = childAt(source, 'w:rPr');
    const styleId = valOf(childAt(properties, 'w:rStyle'));
    const says = (property: string): boolean =>
      isOn(properties, property) ??
      styles.toggle(styleId, property) ??
      styles.toggle(this.#paragraphStyle, property) ??
      styles.byDefault(property) ??
      false;
    if (says('w:vanish')) {
      if (holdsText(source)) found.add('hidden');
      // What opens and closes a field is hidden more often than not, and must stay in pairs.
      const field = elementsIn(source).filter(({ name }) => FIELD.has(name));
      return field.length > 0 ? [element('w:r', {}, ...field)] : [];
    }
    const looks = ['w:b', 'w:i'].filter(says).map((name) => element(name, {}));
    if (says('w:strike') || says('w:dstrike')) {
      looks.push(element('w:strike', {}));
      if (holdsText(source)) found.add('struck');
    }
    const raised = childAt(properties, 'w:vertAlign');
    if (raised) looks.push(raised);
    const font = childAt(properties, 'w:rFonts')?.attributes.get('w:ascii') ?? '';
    const content = elementsIn(source)
      .filter(({ name }) => name !== 'w:rPr')
      .flatMap((child) => (child.name === 'w:t' ? textOf(child, font) : this.read(child)));
    return [element('w:r', {}, element('w:rPr', {}, ...looks), ...content)];
  }

  /** One that leads nowhere is its words. */
  #hyperlink(source: XmlElement): XmlElement[] {
    const target = source.attributes.get('r:id');
    const content = this.#inside(source);
    return target === undefined || this.#with.targets.has(target) ? [{ ...source, children: content }] : content;
  }

  #drawing(source: XmlElement): XmlElement[] {
    const { pictures, found, targets } = this.#with;
    const boxes = [...outermost(source, 'w:txbxContent')];
    for (const box of boxes) {
      const text = this.#inside(box);
      if (text.some(holdsText)) found.add('text-box');
      this.#beside.push(...text);
    }
    const shown = pictures.read(source, targets);
    if (boxes.length > 0 || shown.length > 0 || source.name !== 'w:drawing') return shown;
    const kind = [...descendants(source)].find(({ name }) => name === 'a:graphicData')?.attributes.get('uri') ?? '';
    if (!/\/(?:chart|chartex|diagram)$/.test(kind)) return [];
    found.add('drawing');
    return [element('w:t', {}, '[A chart or drawing stands here in the original.]')];
  }

  #alternative(source: XmlElement): XmlElement[] {
    const choice = childAt(source, 'mc:Choice');
    const fallback = childAt(source, 'mc:Fallback');
    const speaks = (part: XmlElement) =>
      [...descendants(part)].some(({ name }) => name === 'w:txbxContent' || name === 'pic:pic');
    // The newer form where it holds what is read here; else the older, which may be a picture of it.
    const taken = choice && (speaks(choice) || !fallback || !speaks(fallback)) ? choice : fallback;
    return taken ? this.#inside(taken) : [];
  }

  #control(source: XmlElement): XmlElement[] {
    const gallery = valOf(childAt(source, 'w:sdtPr', 'w:docPartObj', 'w:docPartGallery'));
    if (gallery === 'Table of Contents') {
      this.#with.found.contents = true;
      return [];
    }
    return [{ ...source, children: this.#inside(source) }];
  }

  #row(source: XmlElement): XmlElement[] {
    const properties = childAt(source, 'w:trPr');
    if (isOn(properties, 'w:hidden')) {
      this.#with.found.add('hidden');
      return [];
    }
    if (childAt(properties, 'w:del')) {
      this.#with.found.add('deletion');
      return [];
    }
    return [{ ...source, children: this.#inside(source) }];
  }

  #cell(source: XmlElement): XmlElement {
    if (!childAt(source, 'w:tcPr', 'w:cellDel')) return { ...source, children: this.#inside(source) };
    this.#with.found.add('deletion');
    return { ...source, children: elementsIn(source).filter(({ name }) => name === 'w:tcPr') };
  }
}

/** Our own list of bullets: the only one that mammoth is shown. */
const bullet = (level: number): XmlElement =>
  element(
    'w:numPr',
    {},
    element('w:ilvl', { 'w:val': String(Math.min(LEVELS_OF_BULLETS - 1, level)) }),
    element('w:numId', { 'w:val': '1' }),
  );

function* outermost(source: XmlElement, name: string): Generator<XmlElement> {
  for (const child of elementsIn(source)) {
    if (child.name === name) yield child;
    else yield* outermost(child, name);
  }
}

function equationText(source: XmlElement): string {
  return source.children
    .map((child) => {
      if (typeof child === 'string') return source.name === 'm:t' ? child : '';
      return child.name === 'w:del' ? '' : equationText(child);
    })
    .join('');
}
