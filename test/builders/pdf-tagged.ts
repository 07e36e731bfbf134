import { type SimplePdf, simplePdf } from './pdf.ts';

/** Two tagged pages: a heading and a table whose cells name their headers, types of the document's own, a class, a form field. */
export function taggedPdf(overrides: SimplePdf = {}): Uint8Array {
  const page = (heading: string): string =>
    `/H1 <</MCID 0>> BDC BT /F1 18 Tf 72 700 Td (${heading}) Tj ET EMC /TD <</MCID 1>> BDC BT /F1 12 Tf 72 600 Td (Cell) Tj ET EMC`;
  return simplePdf({
    pages: [page('First'), page('Second')],
    catalog: '/StructTreeRoot 100 0 R/MarkInfo<</Marked true>>/Lang(cy-GB)/AcroForm<</Fields[110 0 R]>>',
    ...overrides,
    more: {
      10: '<</Type/Page/Parent 2 0 R/Contents 50 0 R/StructParents 7/Annots[110 0 R]>>',
      11: '<</Type/Page/Parent 2 0 R/Contents 51 0 R/StructParents 8>>',
      100: '<</Type/StructTreeRoot/K 101 0 R/RoleMap<</Chapter/MyPart/MyPart/Part/Titel/H1/Loop/Loop>>/ClassMap<</big<</O/Layout/SpaceBefore 9>>>>/ParentTree<<>>/IDTree<<>>>>',
      101: '<</Type/StructElem/S/Document/P 100 0 R/K[102 0 R 106 0 R]>>',
      102: '<</S/Chapter/P 101 0 R/K[103 0 R 104 0 R]/AF 999 0 R/A<</O/UserProperties/P[<</N(a)/V(b)>>]>>>>',
      103: '<</S/Titel/P 102 0 R/Pg 10 0 R/K 0/C/big/T(Heading)>>',
      104: '<</S/Table/P 102 0 R/K<</S/TR/P 104 0 R/K[<</S/TH/P 104 0 R/ID(h1)/A<</O/Table/Scope/Column>>/Pg 10 0 R/K[<</Type/MCR/MCID 1>>]>> 105 0 R]>>>>',
      105: '<</S/TD/P 104 0 R/A[<</O/Table/Headers[(h1)]>> 0]/Pg 11 0 R/K 1/ID(h2)>>',
      106: '<</S/Loop/P 101 0 R/K[<</S/Form/Pg 10 0 R/K<</Type/OBJR/Obj 110 0 R>>>> 107 0 R 101 0 R]>>',
      107: '<</S/Em/P 106 0 R/Pg 11 0 R/K 0/ActualText(Second)>>',
      110: '<</Subtype/Widget/FT/Tx/T(f)/Rect[300 300 400 320]/AP<</N 111 0 R>>/StructParent 9>>',
      111: {
        dict: '/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F1 3 0 R>>>>',
        data: 'BT /F1 9 Tf 2 2 Td (field) Tj ET',
      },
      ...overrides.more,
    },
  });
}
