import { describe, expect, it } from 'vitest';
import { type PdfObject, simplePdf, words } from '../builders/pdf.ts';
import { bundled, compiled } from './linking.ts';
import { pageTexts, withPdf } from './reading.ts';

/** A page with two pieces of marked content, and the tree that is given for them below element 201. */
function tagged(objects: Readonly<Record<number, PdfObject>>, { root = '', page = '', more = {} } = {}): Uint8Array {
  return simplePdf({
    pages: [`/P <</MCID 0>> BDC ${words('One')} EMC /P <</MCID 1>> BDC ${words('Two', 72, 600)} EMC`],
    page: `/StructParents 0${page}`,
    catalog: '/MarkInfo<</Marked true>>/StructTreeRoot 200 0 R',
    more: { 200: `<</Type/StructTreeRoot/K 201 0 R${root}>>`, ...objects, ...more },
  });
}

/** Roles below the item's own part, each element as its role and kids; content as `#`. */
async function roles(pdf: Uint8Array): Promise<unknown> {
  return withPdf((await bundled(pdf, { stamp: false })).pdf, async (document) => {
    const tree = await (await document.getPage(1)).getStructTree();
    const read = (node: { role?: string; type?: string; children?: object[] }): unknown =>
      node.role === undefined ? '#' : [node.role, ...(node.children ?? []).map((child) => read(child))];
    const text = JSON.stringify(read(tree ?? {}));
    return text;
  });
}

describe('tags of a file', () => {
  it('have standard types, whatever the file calls them, by role maps old and new', async () => {
    const pdf = tagged(
      {
        201: '<</S/Sect/P 200 0 R/K[202 0 R 203 0 R]>>',
        202: '<</S/Headline/P 201 0 R/Pg 10 0 R/K 0>>',
        203: '<</S/shout/NS 210 0 R/P 201 0 R/Pg 10 0 R/K 1>>',
        210: '<</Type/Namespace/NS(https://example.org/)/RoleMapNS<</shout[/Strong 211 0 R]>>>>',
        211: '<</Type/Namespace/NS(http://iso.org/pdf2/ssn)>>',
      },
      { root: '/RoleMap<</Headline/Big/Big/H2>>/Namespaces[210 0 R 211 0 R]' },
    );
    expect(await roles(pdf)).toContain('["Sect",["H2","#"],["Span","#"]]');
  });

  it('a circle in a role map ends', async () => {
    const pdf = tagged({ 201: '<</S/A/P 200 0 R/Pg 10 0 R/K 0>>' }, { root: '/RoleMap<</A/B/B/A>>' });
    expect(await roles(pdf)).toContain('["NonStruct","#"]');
  });

  it('a field that is painted stays in its place as content', async () => {
    const pdf = tagged(
      {
        201: '<</S/Sect/P 200 0 R/K[202 0 R 203 0 R]>>',
        202: '<</S/P/P 201 0 R/Pg 10 0 R/K 0>>',
        203: '<</S/Form/P 201 0 R/Pg 10 0 R/K<</Type/OBJR/Obj 220 0 R>>>>',
      },
      {
        page: '/Annots[220 0 R]',
        more: { 220: '<</Subtype/Widget/FT/Tx/V(typed)/StructParent 1/Rect[72 500 200 520]>>' },
      },
    );
    expect(await roles(pdf)).toContain('["Sect",["P","#"],["Form","#"]]');
  });

  it('that are partly wrong lose only what is wrong: circles, kids that are nothing, content owned twice', async () => {
    const pdf = tagged({
      201: '<</S/Sect/P 200 0 R/K[202 0 R 203 0 R 201 0 R 299 0 R null 17]>>',
      202: '<</S/P/P 201 0 R/Pg 10 0 R/K[0 0 202 0 R -4 999999999]>>',
      203: '<</S/P/P 201 0 R/Pg 10 0 R/K[0 1<</Type/MCR/MCID 1/Pg 99 0 R>><</Type/OBJR/Obj 98 0 R>>]>>',
    });
    expect(await roles(pdf)).toContain('["Sect",["P","#"],["P","#"]]');
    expect((await compiled(pdf)).warnings).toEqual([]);
  });

  it('that are nested without end are left out, and that is told', async () => {
    const deep: Record<number, PdfObject> = {};
    for (let number = 201; number < 2_000; number += 1)
      deep[number] = `<</S/Div/P ${number - 1} 0 R/K ${number + 1} 0 R>>`;
    const pdf = tagged(deep);
    const { tagged: kept, warnings } = await compiled(pdf);
    expect({ kept, said: warnings.map(({ message }) => message).join() }).toEqual({
      kept: false,
      said: expect.stringContaining('Its tags'),
    });
    expect(await pageTexts((await bundled(pdf)).pdf)).toEqual(['One Two']);
  });
});
