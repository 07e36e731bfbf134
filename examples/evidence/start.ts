import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';
import { PDFDocument, type PDFFont, StandardFonts } from 'pdf-lib';

export interface About {
  title: string;
  author: string;
  producer: string;
  /** ISO date, written as the day of making: the real one would make each run differ. */
  date: string;
}

/** An empty document that says who made it, with nothing in it that changes from run to run. */
export async function startDocument(about: About): Promise<PDFDocument> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const date = new Date(`${about.date}T09:00:00Z`);
  document.setTitle(about.title);
  document.setAuthor(about.author);
  document.setProducer(about.producer);
  document.setCreator(about.producer);
  document.setCreationDate(date);
  document.setModificationDate(date);
  return document;
}

export interface Faces {
  regular: PDFFont;
  bold: PDFFont;
}

/** Two of the fourteen fonts that every reader brings: nothing is embedded. */
export async function standardFaces(document: PDFDocument, family: 'Helvetica' | 'Times'): Promise<Faces> {
  const [regular, bold] =
    family === 'Times'
      ? [StandardFonts.TimesRoman, StandardFonts.TimesRomanBold]
      : [StandardFonts.Helvetica, StandardFonts.HelveticaBold];
  return { regular: await document.embedFont(regular), bold: await document.embedFont(bold) };
}

/** Noto Sans, embedded as a subset. */
export async function embeddedFaces(document: PDFDocument): Promise<Faces> {
  document.registerFontkit(fontkit as unknown as Parameters<PDFDocument['registerFontkit']>[0]);
  const require = createRequire(import.meta.url);
  const embed = (weight: string) =>
    document.embedFont(readFileSync(require.resolve(`@expo-google-fonts/noto-sans/${weight}`)), { subset: true });
  return {
    regular: await embed('400Regular/NotoSans_400Regular.ttf'),
    bold: await embed('700Bold/NotoSans_700Bold.ttf'),
  };
}

export const a4 = [595.28, 841.89] as const;
export const a4Landscape = [841.89, 595.28] as const;
