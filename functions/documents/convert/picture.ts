import sharp, { type Region } from 'sharp';
import { failure, type Outcome, success } from '../model.ts';
import { withDensity } from './density.ts';
import type { ConvertCode } from './model.ts';

/** Nothing but these is ever decoded, whatever a file says it is: the other decoders of the library stay shut. */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });
// One thread and no cache: the process ends with the file, and its address space is bounded.
sharp.concurrency(1);
sharp.cache(false);

/** The largest cameras of telephones make 108 million pixels. */
const MOST_PIXELS = 120_000_000;
const LONGEST_SIDE = 30_000;
const PRINT_DPI = 300;
/** A picture without a given size: what one pixel of a screen measures. */
const SCREEN_DPI = 96;
const MM_PER_INCH = 25.4;

/** Of something on paper. */
export interface Millimetres {
  width: number;
  height: number;
}

export interface PictureRequest {
  /** What it may cover at most, for its natural size. */
  room: (natural: Millimetres) => Millimetres;
  /** The size that its document gives it. */
  size?: Millimetres | undefined;
  /** What its document shows of it: the parts cut from each side, 0 to 1. The rest must not travel. */
  crop?: { left: number; top: number; right: number; bottom: number } | undefined;
}

export interface TidyPicture {
  type: 'image/png' | 'image/jpeg';
  /** Upright, sRGB, opaque, without any metadata but the density that gives it its size on paper. */
  bytes: Buffer;
  /** Pixels as it came, upright. */
  width: number;
  height: number;
  /** The size that it has on paper. */
  paper: Millimetres;
  /** Whether it carried what a camera adds: time, place, device. */
  carried: boolean;
}

interface Pixels {
  width: number;
  height: number;
}

/** Upright. */
interface Seen extends Pixels {
  format: 'png' | 'jpeg';
  carried: boolean;
}

/** Makes a picture that nobody trusts fit for paper: its pixels are decoded and written anew, and nothing else of the file survives. */
export async function tidyPicture(
  bytes: Uint8Array,
  { room, size, crop }: PictureRequest,
): Promise<Outcome<TidyPicture, ConvertCode>> {
  const looked = await look(bytes);
  if (!looked.ok) return looked;
  const { format, width, height, carried } = looked.value;
  const shown = crop ? cut({ width, height }, crop) : { left: 0, top: 0, width, height };
  if (!shown) return failure('damaged', 'The document shows no part of this picture.');
  const natural = size ?? onScreen(shown);
  const paper = fitInto(natural, room(natural));
  const most = (mm: number) => Math.max(1, Math.round((mm / MM_PER_INCH) * PRINT_DPI));
  const target = {
    width: Math.min(most(paper.width), size ? most(paper.width) : shown.width),
    height: Math.min(most(paper.height), size ? most(paper.height) : shown.height),
  };
  // A picture is never made larger; when it is smaller than its paper asks for, only its shape follows the paper.
  const scale = Math.min(1, shown.width / target.width, shown.height / target.height);
  const pixels = {
    width: Math.max(1, Math.round(target.width * scale)),
    height: Math.max(1, Math.round(target.height * scale)),
  };
  const written = await encode(bytes, format, pixels, crop ? shown : undefined).catch(() => undefined);
  if (!written) return failure('damaged', DAMAGED);
  return success({
    type: `image/${format}`,
    bytes: withDensity(written, format, pixels.width / paper.width),
    width: shown.width,
    height: shown.height,
    paper,
    carried,
  });
}

/** Rejects for what can't be decoded. */
function encode(bytes: Uint8Array, format: Seen['format'], pixels: Pixels, part: Region | undefined): Promise<Buffer> {
  const upright = sharp(bytes, OPEN).autoOrient();
  const plain = (part ? upright.extract(part) : upright)
    .resize(pixels.width, pixels.height, { fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb');
  return (format === 'png' ? plain.png(PNG) : plain.jpeg(JPEG)).toBuffer();
}

const OPEN = { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false, sequentialRead: true } as const;
const PNG = { compressionLevel: 9, palette: false, progressive: false } as const;
const JPEG = { quality: 88, progressive: false, optimiseCoding: true } as const;
const DAMAGED = 'This picture is damaged or incomplete. Open it, save it again as JPEG or PNG, and upload that.';

/** Reads the header only. */
async function look(bytes: Uint8Array): Promise<Outcome<Seen, ConvertCode>> {
  if (bytes.length === 0) return failure('damaged', DAMAGED);
  const unlimited = { ...OPEN, limitInputPixels: false } as const;
  const found = await sharp(bytes, unlimited)
    .metadata()
    .catch(() => undefined);
  if (!found || (found.format !== 'png' && found.format !== 'jpeg')) return failure('damaged', DAMAGED);
  const { width, height } = found.autoOrient;
  if (width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE) {
    const size = `${width.toLocaleString('en-GB')} × ${height.toLocaleString('en-GB')} pixels`;
    return failure(
      'too-large',
      `This picture is too large to print: ${size}. At most ${MOST_PIXELS / 1_000_000} million pixels and ${LONGEST_SIDE.toLocaleString('en-GB')} on a side are taken. Save it smaller (an A4 page needs about 2,500 × 3,500) and upload that.`,
    );
  }
  const carried = [found.exif, found.xmp, found.iptc].some((data) => data !== undefined);
  return success({ format: found.format, width, height, carried });
}

const onScreen = ({ width, height }: Pixels): Millimetres => ({
  width: (width / SCREEN_DPI) * MM_PER_INCH,
  height: (height / SCREEN_DPI) * MM_PER_INCH,
});

function fitInto(size: Millimetres, room: Millimetres): Millimetres {
  const scale = Math.min(1, room.width / size.width, room.height / size.height);
  return { width: size.width * scale, height: size.height * scale };
}

function cut({ width, height }: Pixels, crop: NonNullable<PictureRequest['crop']>) {
  // Negative edges would add a margin; there is nothing to show there.
  const part = (share: number, of: number) => Math.round(Math.min(1, Math.max(0, share)) * of);
  const left = part(crop.left, width);
  const top = part(crop.top, height);
  const shown = {
    left,
    top,
    width: width - left - part(crop.right, width),
    height: height - top - part(crop.bottom, height),
  };
  return shown.width > 0 && shown.height > 0 ? shown : undefined;
}
