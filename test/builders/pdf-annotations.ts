import { simplePdf } from './pdf.ts';

const FIELDS = '/Type/Annot/Subtype/Widget/F 4/MK<</BC[0 0 0.5]/BG[0.93 0.95 1]>>/BS<</W 1/S/S>>';

/** Annotations and fields that carry no look of their own, each in a cell of one page: what viewers draw of them is made by themselves. */
export const lookless: Readonly<Record<string, string>> = {
  'a text field': `${FIELDS}/FT/Tx/T(plain)/V(Thornmere)/DA(/Helv 12 Tf 0 0 1 rg)`,
  'a text field of automatic size': `${FIELDS}/FT/Tx/T(auto)/V(A rather long value for its small field, set smaller)/DA(/Helv 0 Tf 0 g)`,
  'a text field centred': `${FIELDS}/FT/Tx/T(centred)/V(centred)/Q 1/DA(/Helv 12 Tf 0 g)`,
  'a text field to the right': `${FIELDS}/FT/Tx/T(right)/V(right)/Q 2/DA(/Helv 12 Tf 0 g)`,
  'several lines': `${FIELDS}/FT/Tx/Ff 4096/T(lines)/V(First line\\nSecond line is long enough to be broken)/DA(/Helv 9 Tf 0 g)`,
  'a comb': `${FIELDS}/FT/Tx/Ff 16777216/MaxLen 9/T(comb)/V(AB12345)/DA(/Helv 12 Tf 0 g)`,
  'a password': `${FIELDS}/FT/Tx/Ff 8192/T(password)/V(secret)/DA(/Helv 12 Tf 0 g)`,
  'a field turned a quarter': `${FIELDS.replace('/MK<<', '/MK<</R 90')}/FT/Tx/T(turned)/V(turn)/DA(/Helv 12 Tf 0 g)`,
  'a dashed border': `${FIELDS.replace('/S/S', '/S/D/D[3 2]').replace('/W 1', '/W 2')}/FT/Tx/T(dashed)/V(dashed)/DA(/Helv 12 Tf 0 g)`,
  'a choice from a list that drops down': `${FIELDS}/FT/Ch/Ff 131072/T(combo)/Opt[[(a)(Adoption)][(f)(Fostering)]]/V(f)/DA(/Helv 12 Tf 0 g)`,
  'a list with a row chosen': `${FIELDS}/FT/Ch/T(list)/Opt[(North)(South)(West)]/V(South)/DA(/Helv 10 Tf 0 g)`,
  'a box that is ticked': `${FIELDS}/FT/Btn/T(box)/V/Yes/AS/Yes/DA(/ZaDb 0 Tf 0 g)`,
  'a box with a cross': `${FIELDS.replace('/MK<<', '/MK<</CA(8)')}/FT/Btn/T(cross)/V/Yes/AS/Yes/DA(/ZaDb 0 Tf 0 g)`,
  'a radio button that is on': `${FIELDS}/FT/Btn/Ff 32768/T(radio)/V/A/AS/A/DA(/ZaDb 0 Tf 0 g)`,
  'a push button': `${FIELDS.replace('/MK<<', '/MK<</CA(Press)')}/FT/Btn/Ff 65536/T(push)/DA(/Helv 10 Tf 0 g)`,
  'a rectangle': '/Subtype/Square/C[1 0 0]/IC[1 1 0.8]/BS<</W 2>>',
  'an ellipse half transparent': '/Subtype/Circle/C[0 0.5 0]/IC[0 1 0]/BS<</W 3>>/CA 0.5',
  'a line with arrows': '/Subtype/Line/L[X1 YM X2 YM]/LE[/OpenArrow/ClosedArrow]/C[0 0 1]/IC[0 0 1]/BS<</W 2>>',
  'a polygon': '/Subtype/Polygon/Vertices[X1 Y1 X2 Y1 XM Y2]/C[0 0 0 1]/IC[0 0.5 1 0]/BS<</W 1>>',
  'a line of several': '/Subtype/PolyLine/Vertices[X1 Y1 XM Y2 X2 Y1]/LE[/Circle/Square]/C[0.4]/BS<</W 1/S/D/D[4 2]>>',
  'a drawing in ink': '/Subtype/Ink/InkList[[X1 Y1 XM Y2 X2 Y1][X1 YM X2 YM]]/C[0.6 0 0.6]/BS<</W 3>>',
  'a highlight': '/Subtype/Highlight/QuadPoints[X1 Y2 X2 Y2 X1 Y1 X2 Y1]/C[1 1 0]',
  'a highlight in the order of the standard': '/Subtype/Highlight/QuadPoints[X1 Y1 X2 Y1 X2 Y2 X1 Y2]/C[0 1 1]',
  'an underline': '/Subtype/Underline/QuadPoints[X1 Y2 X2 Y2 X1 Y1 X2 Y1]/C[0 0.6 0]',
  'a crossing out': '/Subtype/StrikeOut/QuadPoints[X1 Y1 X2 Y1 X2 Y2 X1 Y2]/C[1 0 0]',
  'a wavy underline': '/Subtype/Squiggly/QuadPoints[X1 Y2 X2 Y2 X1 Y1 X2 Y1]/C[1 0 0]',
  'a text box': '/Subtype/FreeText/Contents(Seen and agreed)/DA(0.8 0 0 rg /Helv 10 Tf)/C[1 1 0.9]/BS<</W 1>>',
  'words in five scripts': `${FIELDS}/FT/Tx/Ff 4096/T(scripts)/V<feff0416043804370043006800e9006f20030645063106270622062d0020092e093e0928>/DA(/Helv 10 Tf 0 g)`,
};

const COLUMNS = 4;
export const CELL = { width: 120, height: 34, across: 135, down: 88, left: 30, top: 800 };

/** Where the cell of an entry is, in points. */
export function cellOf(index: number): [number, number, number, number] {
  const left = CELL.left + (index % COLUMNS) * CELL.across;
  const top = CELL.top - Math.floor(index / COLUMNS) * CELL.down;
  return [left, top - CELL.height, left + CELL.width, top];
}

function placed(entries: string, index: number): string {
  const [x1, y1, x2, y2] = cellOf(index);
  const at: Record<string, number> = {
    X1: x1 + 6,
    X2: x2 - 6,
    XM: (x1 + x2) / 2,
    Y1: y1 + 6,
    Y2: y2 - 6,
    YM: (y1 + y2) / 2,
  };
  return `<<${entries.replace(/\b([XY][12M])\b/g, (name) => String(at[name]))}/Rect[${x1} ${y1} ${x2} ${y2}]>>`;
}

/** One page with these annotations, each in its cell. */
export function annotated(
  entries: readonly string[],
  catalog = '/AcroForm<</Fields[]/DA(/Helv 0 Tf 0 g)>>',
): Uint8Array {
  return simplePdf({ pages: [''], page: `/Annots[${entries.map(placed).join('\n')}]`, catalog });
}
