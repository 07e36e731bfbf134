/** What the bench uses of pdfmake. Its published types bring the browser's along, which contradict Node's in the whole project. */
declare module 'pdfmake' {
  type Size = [left: number, top: number, right: number, bottom: number];

  export type Part = string | Block;

  export interface Block {
    text?: string | readonly Part[];
    ul?: readonly Part[];
    columns?: readonly Part[];
    toc?: Record<string, never>;
    table?: {
      headerRows: number;
      dontBreakRows: boolean;
      widths: readonly string[];
      body: readonly (readonly Part[])[];
    };
    svg?: string;
    width?: number;
    id?: string;
    style?: string;
    layout?: string;
    link?: string;
    linkToDestination?: string;
    tocItem?: boolean;
    pageBreak?: 'before';
    bold?: boolean;
    sup?: boolean;
    color?: string;
    decoration?: 'underline';
    alignment?: 'left' | 'right';
    font?: string;
    fontSize?: number;
    lineHeight?: number;
    margin?: Size;
  }

  export interface Definition {
    info: { title: string };
    pageSize: 'A4';
    pageMargins: Size;
    header: Block;
    footer: (page: number, pages: number) => Block;
    defaultStyle: Block;
    styles: Record<string, Block>;
    content: readonly Part[];
  }

  interface Pdfmake {
    setFonts(fonts: Record<string, Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>): void;
    setLocalAccessPolicy(allowed: (path: string) => boolean): void;
    setUrlAccessPolicy(allowed: (url: string) => boolean): void;
    createPdf(definition: Definition): { write(path: string): Promise<void> };
  }

  const pdfmake: Pdfmake;
  export default pdfmake;
}
