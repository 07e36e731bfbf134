import { simplePdf, words } from './pdf.ts';

/** PDFs that do something when opened, looked at or clicked; by the word under which their removal is reported. */
export const activePdfs: Readonly<Record<string, { pdf: () => Uint8Array; reported: RegExp }>> = {
  'a script on opening': {
    pdf: () => simplePdf({ catalog: '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>' }),
    reported: /1 script/,
  },
  'a script with an escaped name': {
    pdf: () => simplePdf({ catalog: '/Open#41ction<</S/Java#53cript/JS(x)>>/#41A<</WC<</S/JavaScript/JS(x)>>>>' }),
    reported: /2 scripts/,
  },
  'named scripts': {
    pdf: () =>
      simplePdf({ catalog: '/Names<</JavaScript<</Names[(a) 100 0 R]>>>>', more: { 100: '<</S/JavaScript/JS(x)>>' } }),
    reported: /1 script/,
  },
  'a program started by a link': {
    pdf: () =>
      simplePdf({
        page: '/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 100 100]/A<</S/Launch/F(cmd.exe)>>>>]/AA<</O 100 0 R>>',
        more: { 100: '<</S/Launch/F(a.exe)>>' },
      }),
    reported: /2 links that start a program/,
  },
  'a link with a script behind it': {
    pdf: () =>
      simplePdf({
        page: '/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org/)/Next<</S/JavaScript/JS(x)>>>>>>]',
      }),
    reported: /1 script/,
  },
  'links that are no web pages': {
    pdf: () =>
      simplePdf({
        page: '/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(file:///etc/passwd)>>>> <</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(javascript:alert\\(1\\))>>>> <</Subtype/Link/Rect[0 0 9 9]/A<</S/GoToR/F(other.pdf)/D[0/Fit]>>>>]',
      }),
    reported: /1 link into another file, 2 links that are not/,
  },
  'an attached file': {
    pdf: () =>
      simplePdf({
        catalog: '/Names<</EmbeddedFiles<</Names[(a) 100 0 R]>>>>/AF[100 0 R]',
        page: '/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS 100 0 R>>]',
        more: { 100: '<</Type/Filespec/F(a.exe)/EF<</F 101 0 R>>>>', 101: { dict: '/Type/EmbeddedFile', data: 'MZ' } },
      }),
    reported: /1 attached file/,
  },
  'a form that sends': {
    pdf: () =>
      simplePdf({
        catalog: '/AcroForm<</Fields[100 0 R]>>',
        page: '/Annots[100 0 R]',
        more: {
          100: '<</Subtype/Widget/FT/Tx/T(a)/V(typed)/Rect[10 10 200 40]/AP<</N 101 0 R>>/AA<</K<</S/JavaScript/JS(x)>>>>/A<</S/SubmitForm/F(http://x)>>>>',
          101: {
            dict: '/Type/XObject/Subtype/Form/BBox[0 0 190 30]/Resources<</Font<</F1 3 0 R>>>>/PieceInfo<</X 1>>/AA<<>>',
            data: words('typed', 2, 2),
          },
        },
      }),
    reported: /1 script, 1 action that sends/,
  },
  'actions hidden in resources': {
    pdf: () =>
      simplePdf({
        pages: [`${words('Hello')} /GS0 gs /P0 BDC EMC /X0 Do`],
        tree: '',
        page: '/Resources<</Font<</F1 3 0 R/AA 3 0 R>>/ExtGState<</GS0<</CA 1/AA<</S/JavaScript/JS(x)>>>>>>/Properties<</P0<</Metadata 100 0 R/A<</S/Launch/F(a)>>>>>>/XObject<</X0 101 0 R>>>>',
        more: {
          100: { dict: '/Type/Metadata', data: '<x/>' },
          101: {
            dict: '/Subtype/Form/BBox[0 0 9 9]/OPI<</2.0 100 0 R>>/Ref<</F(a.pdf)/Page 0>>/AF[100 0 R]',
            data: 'q Q',
          },
        },
      }),
    reported: /1 script, 1 link that starts/,
  },
};
