import type { Millimetres, PictureRequest } from '../picture.ts';
import { childAt, descendants, type XmlElement } from '../xml.ts';
import type { Found } from './found.ts';

/** A picture where the text has it, by the name under which it goes through the converter. */
export interface PlacedPicture {
  alt: string;
  size: Millimetres | undefined;
  crop: PictureRequest['crop'];
}

interface Seen {
  /** Relationship of its bytes. */
  embed: string;
  picture: PlacedPicture;
}

const EMU_PER_MM = 36_000;
const MM_PER_POINT = 25.4 / 72;

/** Keeps what a drawing says of its picture, and writes a plain drawing in its place: name and relationship, nothing else. */
export class Pictures {
  readonly placed = new Map<string, PlacedPicture>();
  readonly #found: Found;

  constructor(found: Found) {
    this.#found = found;
  }

  /** The pictures of a `w:drawing`, `w:pict` or `w:object`; empty: there are none, or none that may travel. */
  read(drawing: XmlElement, targets: ReadonlySet<string>): XmlElement[] {
    const all = [...descendants(drawing)];
    const frame = childAt(drawing, 'wp:inline') ?? childAt(drawing, 'wp:anchor');
    const properties = childAt(frame, 'wp:docPr');
    if (isTrue(properties?.attributes.get('hidden')) || isTrue(frame?.attributes.get('hidden'))) {
      this.#found.add('hidden');
      return [];
    }
    const pictures = all.filter((element) => element.name === 'pic:pic');
    const alone = pictures.length === 1;
    const modern = pictures.flatMap((picture) => this.#modern(picture, properties, alone ? frame : undefined));
    const old = all.filter((element) => element.name === 'v:imagedata').flatMap((data) => this.#vml(data, all));
    const whole = [...modern, ...old].filter(({ embed }) => targets.has(embed));
    this.#found.add('broken-picture', modern.length + old.length - whole.length);
    return whole.map(({ embed, picture }) => this.#plain(embed, picture));
  }

  #modern(picture: XmlElement, properties: XmlElement | undefined, frame: XmlElement | undefined): Seen[] {
    const fill = childAt(picture, 'pic:blipFill');
    const blip = childAt(fill, 'a:blip');
    const embed = blip?.attributes.get('r:embed');
    if (!embed) {
      if (blip?.attributes.has('r:link')) this.#found.add('linked-picture');
      return [];
    }
    const own = childAt(picture, 'pic:nvPicPr', 'pic:cNvPr');
    const alt = [properties, own].map((from) => from?.attributes.get('descr')?.trim()).find((text) => text);
    const extent = childAt(frame, 'wp:extent') ?? childAt(picture, 'pic:spPr', 'a:xfrm', 'a:ext');
    const edges = childAt(fill, 'a:srcRect')?.attributes;
    const share = (edge: string) => thousandths(edges?.get(edge));
    const crop = { left: share('l'), top: share('t'), right: share('r'), bottom: share('b') };
    const isCropped = Object.values(crop).some((part) => part > 0);
    if (isCropped) this.#found.add('cropped-picture');
    const size = sizeOf(emu(extent?.attributes.get('cx')), emu(extent?.attributes.get('cy')));
    return [{ embed, picture: { alt: alt ?? '', size, crop: isCropped ? crop : undefined } }];
  }

  /** Pictures of Word 97 to 2007, and previews of embedded files. */
  #vml(data: XmlElement, all: readonly XmlElement[]): Seen[] {
    const embed = data.attributes.get('r:id');
    if (!embed) return [];
    // Its crop is written in eight ways: rather no picture than a part that its author had cut off.
    if (['cropleft', 'cropright', 'croptop', 'cropbottom'].some((edge) => data.attributes.has(edge))) {
      this.#found.add('broken-picture');
      return [];
    }
    const shape = all.find((element) => element.name === 'v:shape' && childAt(element, 'v:imagedata') === data);
    const style = shape?.attributes.get('style') ?? '';
    if (/visibility\s*:\s*hidden/i.test(style)) {
      this.#found.add('hidden');
      return [];
    }
    const points = (side: string) =>
      Number(new RegExp(`(?:^|;)\\s*${side}\\s*:\\s*([\\d.]+)pt`, 'i').exec(style)?.[1] ?? Number.NaN) * MM_PER_POINT;
    const alt = shape?.attributes.get('alt')?.trim() ?? '';
    return [{ embed, picture: { alt, size: sizeOf(points('width'), points('height')), crop: undefined } }];
  }

  #plain(embed: string, picture: PlacedPicture): XmlElement {
    const name = `picture-${this.placed.size + 1}`;
    this.placed.set(name, picture);
    const element = (tag: string, attributes: Record<string, string>, ...children: XmlElement[]): XmlElement => ({
      name: tag,
      attributes: new Map(Object.entries(attributes)),
      children,
    });
    const blip = element('a:blip', { 'r:embed': embed });
    const graphic = element(
      'a:graphic',
      {},
      element('a:graphicData', {}, element('pic:pic', {}, element('pic:blipFill', {}, blip))),
    );
    return element('w:drawing', {}, element('wp:inline', {}, element('wp:docPr', { descr: name }), graphic));
  }
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

const emu = (value: string | undefined): number => Number(value ?? Number.NaN) / EMU_PER_MM;

/** `25000`, or `25%` in the strict form: a quarter. */
function thousandths(value: string | undefined): number {
  const number = Number.parseFloat(value ?? '0') / (value?.endsWith('%') ? 100 : 100_000);
  return Number.isFinite(number) ? number : 0;
}

function sizeOf(width: number, height: number): Millimetres | undefined {
  return width >= 0.1 && height >= 0.1 && width < 5_000 && height < 5_000 ? { width, height } : undefined;
}
