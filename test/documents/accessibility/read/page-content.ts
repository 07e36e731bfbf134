import { PDFDict, PDFName, type PDFObject, PDFRawStream, PDFRef, PDFStream } from 'pdf-lib';
import { arrayAt, bytesOf, dictAt, itemsOf, nameAt, numberAt, rawAt, textOf } from './objects.ts';
import { type Operand, operationsOf } from './tokens.ts';

/** A marked-content sequence (ISO 32000-1 14.6). */
export interface Mark {
  tag: string;
  /** Its number in `owner`, when it is content of the structure. */
  mcid: number | undefined;
  /** Reference of the page or form XObject whose marked content this is. */
  owner: string;
  /** Text entries of its property list. */
  texts: Map<string, string>;
}

/** Something painted: what must be tagged or an artifact. */
export interface Item {
  kind: 'text' | 'path' | 'image' | 'shading';
  marks: readonly Mark[];
  /** Text only: what was shown in which font, and in which rendering mode (3 is invisible). */
  shown?: { font: PDFDict | undefined; fontName: string; bytes: Uint8Array; mode: number };
}

export interface PageContent {
  where: string;
  /** Reference of the page. */
  ref: string;
  items: Item[];
  /** Each marked-content sequence with those around it. */
  opened: { mark: Mark; around: readonly Mark[] }[];
  /** Colour spaces that are used: names as in the content stream, or objects. */
  colours: { space: PDFObject | string; resources: PDFDict | undefined }[];
  states: PDFDict[];
  /** Form XObjects and images that are drawn, as often as they are. */
  drawn: { ref: string; stream: PDFStream; hasContent: boolean }[];
  intents: string[];
  deepestSave: number;
  faults: { clause: string; message: string }[];
  /** What was met and not looked into. */
  unread: string[];
  numbers: string[];
}

const PAINT = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*']);
const SHOW = new Set(['Tj', 'TJ', "'", '"']);
const DEVICE: Record<string, string> = {
  g: 'DeviceGray',
  G: 'DeviceGray',
  rg: 'DeviceRGB',
  RG: 'DeviceRGB',
  k: 'DeviceCMYK',
  K: 'DeviceCMYK',
};
/** ISO 32000-1 Annex A, table A.1. */
const OPERATORS = new Set(
  (
    'b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EMC ET EX f F f* G g gs h i j J K k l m M MP n q Q re RG rg ri s S SC sc ' +
    'SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y \' "'
  ).split(' '),
);
const DEEPEST_FORM = 12;

interface State {
  font: PDFDict | undefined;
  fontName: string;
  mode: number;
}

export function readPage(page: PDFDict, ref: string, where: string): PageContent {
  const content: PageContent = {
    where,
    ref,
    items: [],
    opened: [],
    colours: [],
    states: [],
    drawn: [],
    intents: [],
    deepestSave: 0,
    faults: [],
    unread: [],
    numbers: [],
  };
  const bytes = contentsOf(page);
  if (!bytes) content.faults.push({ clause: '6.2.2', message: 'its content stream cannot be read' });
  else
    new Interpreter(content).run(
      bytes,
      dictAt(page, 'Resources'),
      ref,
      [],
      { font: undefined, fontName: '', mode: 0 },
      0,
    );
  return content;
}

function contentsOf(page: PDFDict): Uint8Array | undefined {
  const contents = page.lookup(PDFName.of('Contents'));
  const parts = contents === undefined ? [] : contents instanceof PDFStream ? [contents] : itemsOf(contents);
  const decoded = parts.map(bytesOf);
  if (decoded.some((part) => part === undefined)) return undefined;
  return new Uint8Array(Buffer.concat((decoded as Uint8Array[]).flatMap((part) => [part, Buffer.from('\n')])));
}

class Interpreter {
  readonly #out: PageContent;

  constructor(out: PageContent) {
    this.#out = out;
  }

  run(
    bytes: Uint8Array,
    resources: PDFDict | undefined,
    owner: string,
    around: readonly Mark[],
    start: State,
    depth: number,
  ): void {
    const marks: Mark[] = [...around];
    const saved: State[] = [];
    let state = { ...start };
    for (const { operator, operands } of operationsOf(bytes)) {
      this.#look(operator, operands);
      if (operator === 'q') {
        saved.push({ ...state });
        this.#out.deepestSave = Math.max(this.#out.deepestSave, saved.length);
      } else if (operator === 'Q') {
        const before = saved.pop();
        if (before) state = before;
        else this.#fault('6.2.2', 'Q without q');
      } else if (operator === 'BMC' || operator === 'BDC') {
        const mark = this.#mark(operands, resources, owner);
        this.#out.opened.push({ mark, around: [...marks] });
        marks.push(mark);
      } else if (operator === 'EMC') {
        if (marks.length > around.length) marks.pop();
        else this.#fault('6.2.2', 'EMC without BMC or BDC');
      } else if (operator === 'Tf') {
        state.fontName = nameIn(operands[0]);
        state.font = dictAt(dictAt(resources, 'Font'), state.fontName);
        if (!state.font) this.#fault('6.2.2', `the font ${state.fontName} is not in the resources`);
      } else if (operator === 'Tr') state.mode = numberIn(operands[0]);
      else if (operator === 'gs') {
        const graphics = dictAt(dictAt(resources, 'ExtGState'), nameIn(operands[0]));
        if (dictAt(graphics, 'SMask')) this.#out.unread.push(`the soft mask of ${nameIn(operands[0])}`);
        if (graphics) this.#out.states.push(graphics);
        else this.#fault('6.2.2', `the graphics state ${nameIn(operands[0])} is not in the resources`);
        const font = arrayAt(graphics, 'Font');
        if (font) state.font = itemsOf(font).find((item): item is PDFDict => item instanceof PDFDict);
      } else if (SHOW.has(operator)) {
        const shown = { font: state.font, fontName: state.fontName, mode: state.mode, bytes: bytesIn(operands) };
        this.#out.items.push({ kind: 'text', marks: [...marks], shown });
      } else if (PAINT.has(operator)) this.#out.items.push({ kind: 'path', marks: [...marks] });
      else if (operator === 'sh') {
        this.#out.items.push({ kind: 'shading', marks: [...marks] });
        const shading = dictAt(dictAt(resources, 'Shading'), nameIn(operands[0]));
        this.#colour(shading?.lookup(PDFName.of('ColorSpace')), resources);
      } else if (operator === 'BI') {
        this.#out.items.push({ kind: 'image', marks: [...marks] });
        const [inline] = operands;
        const space =
          inline?.kind === 'dict' ? (inline.entries.get('CS') ?? inline.entries.get('ColorSpace')) : undefined;
        if (space?.kind === 'name') this.#colour(space.value, resources);
      } else if (operator === 'Do') this.#draw(nameIn(operands[0]), resources, marks, state, depth);
      else if (operator === 'cs' || operator === 'CS') this.#space(nameIn(operands[0]), resources);
      else if (DEVICE[operator]) this.#colour(DEVICE[operator], resources);
      else if (operator === 'ri') this.#out.intents.push(nameIn(operands[0]));
      else if (operator === 'scn' || operator === 'SCN') this.#pattern(operands, resources);
    }
    if (saved.length > 0) this.#fault('6.2.2', `${saved.length} q without Q`);
    if (marks.length !== around.length) this.#fault('6.2.2', 'marked content that is not closed');
  }

  #look(operator: string, operands: readonly Operand[]): void {
    if (!OPERATORS.has(operator)) this.#fault('6.2.2', `the operator ${operator.slice(0, 20)} is not defined`);
    for (const operand of operands) if (operand.kind === 'number') this.#out.numbers.push(operand.written);
  }

  #fault(clause: string, message: string): void {
    if (this.#out.faults.length < 50) this.#out.faults.push({ clause, message });
  }

  #mark([tag, properties]: readonly Operand[], resources: PDFDict | undefined, owner: string): Mark {
    const mark: Mark = { tag: nameIn(tag), mcid: undefined, owner, texts: new Map() };
    if (properties?.kind === 'dict') {
      for (const [key, value] of properties.entries) {
        if (key === 'MCID' && value.kind === 'number') mark.mcid = value.value;
        if (value.kind === 'string') mark.texts.set(key, decodeText(value.bytes));
      }
    } else if (properties?.kind === 'name') {
      const named = dictAt(dictAt(resources, 'Properties'), properties.value);
      if (!named) this.#fault('6.2.2', `the property list ${properties.value} is not in the resources`);
      mark.mcid = numberAt(named, 'MCID');
      for (const key of ['Lang', 'Alt', 'ActualText', 'E']) {
        const text = textOf(named?.lookup(PDFName.of(key)));
        if (text !== undefined) mark.texts.set(key, text);
      }
    }
    return mark;
  }

  #draw(name: string, resources: PDFDict | undefined, marks: readonly Mark[], state: State, depth: number): void {
    const objects = dictAt(resources, 'XObject');
    const stream = objects?.lookup(PDFName.of(name));
    if (!(stream instanceof PDFStream)) {
      this.#fault('6.2.2', `the XObject ${name} is not in the resources`);
      return;
    }
    const raw = rawAt(objects, name);
    const ref = raw instanceof PDFRef ? raw.toString() : name;
    const before = this.#out.opened.length;
    if (nameAt(stream.dict, 'Subtype') === 'Form') {
      const bytes = bytesOf(stream);
      if (depth >= DEEPEST_FORM) this.#fault('6.2.2', `form XObjects lie more than ${DEEPEST_FORM} deep in each other`);
      else if (bytes && stream instanceof PDFRawStream) {
        const own = dictAt(stream.dict, 'Resources');
        if (!own) this.#fault('6.2.2', `the form XObject ${name} has no resources of its own`);
        this.run(bytes, own, ref, marks, state, depth + 1);
      } else this.#fault('6.2.2', `the form XObject ${name} cannot be read`);
    } else {
      this.#out.items.push({ kind: 'image', marks: [...marks] });
      this.#colour(stream.dict.lookup(PDFName.of('ColorSpace')), resources);
    }
    const hasContent = this.#out.opened.slice(before).some(({ mark }) => mark.mcid !== undefined && mark.owner === ref);
    this.#out.drawn.push({ ref, stream, hasContent });
  }

  #space(name: string, resources: PDFDict | undefined): void {
    const named = dictAt(resources, 'ColorSpace')?.lookup(PDFName.of(name));
    if (named === undefined && !/^(Device(Gray|RGB|CMYK)|Pattern)$/.test(name))
      this.#fault('6.2.2', `the colour space ${name} is not in the resources`);
    this.#colour(named ?? name, resources);
  }

  #pattern(operands: readonly Operand[], resources: PDFDict | undefined): void {
    const last = operands.at(-1);
    if (last?.kind !== 'name') return;
    const pattern = dictAt(dictAt(resources, 'Pattern'), last.value);
    if (numberAt(pattern, 'PatternType') === 1) this.#out.unread.push(`tiling pattern ${last.value}`);
    if (!pattern) this.#fault('6.2.2', `the pattern ${last.value} is not in the resources`);
    this.#colour(dictAt(pattern, 'Shading')?.lookup(PDFName.of('ColorSpace')), resources);
  }

  #colour(space: PDFObject | string | undefined, resources: PDFDict | undefined): void {
    if (space === undefined) return;
    const known = this.#out.colours.some((colour) => colour.space === space && colour.resources === resources);
    if (!known) this.#out.colours.push({ space, resources });
  }
}

const nameIn = (operand: Operand | undefined): string => (operand?.kind === 'name' ? operand.value : '');
const numberIn = (operand: Operand | undefined): number => (operand?.kind === 'number' ? operand.value : 0);

function bytesIn(operands: readonly Operand[]): Uint8Array {
  const strings = operands.flatMap((operand) => (operand.kind === 'array' ? operand.items : [operand]));
  return new Uint8Array(Buffer.concat(strings.flatMap((item) => (item.kind === 'string' ? [item.bytes] : []))));
}

function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes);
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return Buffer.from(buffer.subarray(2)).swap16().toString('utf16le');
  return buffer.toString('latin1');
}
