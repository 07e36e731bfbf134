/**
 * The allow-list: which keys of which kind of dictionary may travel, and what kind their values are. What is not named here stays
 * behind. Kinds follow ISO 32000-2; a `map` is a dictionary whose keys are resource names, so that a font may well be called `/AA`.
 */
export type Kind =
  | 'plain'
  | 'resources'
  | 'fonts'
  | 'font'
  | 'fontDescriptor'
  | 'encoding'
  | 'charProcs'
  | 'content'
  | 'embedded'
  | 'parameters'
  | 'xobjects'
  | 'xobject'
  | 'form'
  | 'image'
  | 'group'
  | 'gstates'
  | 'gstate'
  | 'gstateFont'
  | 'softMask'
  | 'halftone'
  | 'function'
  | 'colourSpaces'
  | 'colour'
  | 'patterns'
  | 'pattern'
  | 'shadings'
  | 'shading'
  | 'propertyLists'
  | 'propertyList'
  | 'layer'
  | 'attribute';

export interface Rule {
  /** Space-separated keys whose values are scalars or arrays of scalars. */
  plain?: string;
  keys?: Readonly<Record<string, Kind>>;
  /** Every key, each value of this kind. */
  map?: Kind;
}

const FUNCTION = 'FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds';

export const SCHEMA: Readonly<Record<Kind, Rule>> = {
  plain: {},
  resources: {
    keys: {
      Font: 'fonts',
      XObject: 'xobjects',
      ExtGState: 'gstates',
      ColorSpace: 'colourSpaces',
      Pattern: 'patterns',
      Shading: 'shadings',
      Properties: 'propertyLists',
      ProcSet: 'plain',
    },
  },
  fonts: { map: 'font' },
  font: {
    plain: 'Type Subtype BaseFont Name FirstChar LastChar Widths DW W DW2 W2 FontBBox FontMatrix',
    keys: {
      FontDescriptor: 'fontDescriptor',
      Encoding: 'encoding',
      ToUnicode: 'encoding',
      DescendantFonts: 'font',
      CIDSystemInfo: 'encoding',
      CIDToGIDMap: 'embedded',
      CharProcs: 'charProcs',
      Resources: 'resources',
    },
  },
  fontDescriptor: {
    plain:
      'Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet Lang',
    keys: { FontFile: 'embedded', FontFile2: 'embedded', FontFile3: 'embedded', CIDSet: 'embedded' },
  },
  encoding: {
    plain: 'Type BaseEncoding Differences CMapName WMode Registry Ordering Supplement',
    keys: { CIDSystemInfo: 'encoding', UseCMap: 'encoding' },
  },
  charProcs: { map: 'content' },
  content: {},
  embedded: { plain: 'Subtype Length1 Length2 Length3' },
  parameters: {
    plain:
      'K EndOfLine EncodedByteAlign Columns Rows EndOfBlock BlackIs1 DamagedRowsBeforeError Predictor Colors BitsPerComponent EarlyChange ColorTransform',
    keys: { JBIG2Globals: 'embedded' },
  },
  xobjects: { map: 'xobject' },
  xobject: {},
  form: {
    plain: 'Type Subtype FormType Name BBox Matrix',
    keys: { Resources: 'resources', Group: 'group', OC: 'layer' },
  },
  image: {
    plain: 'Type Subtype Name Width Height BitsPerComponent Intent ImageMask Decode Interpolate SMaskInData Matte',
    keys: { ColorSpace: 'colour', Mask: 'image', SMask: 'image', OC: 'layer' },
  },
  group: { plain: 'Type S I K', keys: { CS: 'colour' } },
  gstates: { map: 'gstate' },
  gstate: {
    plain: 'Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK UseBlackPtComp HTO',
    keys: {
      Font: 'gstateFont',
      SMask: 'softMask',
      HT: 'halftone',
      BG: 'function',
      BG2: 'function',
      UCR: 'function',
      UCR2: 'function',
      TR: 'function',
      TR2: 'function',
    },
  },
  gstateFont: {},
  softMask: { plain: 'Type S BC', keys: { G: 'xobject', TR: 'function' } },
  halftone: {
    plain:
      'Type HalftoneType HalftoneName Frequency Angle SpotFunction AccurateScreens Width Height Xsquare Ysquare Width2 Height2',
    keys: {
      TransferFunction: 'function',
      SpotFunction: 'function',
      Default: 'halftone',
      Cyan: 'halftone',
      Magenta: 'halftone',
      Yellow: 'halftone',
      Black: 'halftone',
      Gray: 'halftone',
      Red: 'halftone',
      Green: 'halftone',
      Blue: 'halftone',
    },
  },
  function: { plain: FUNCTION, keys: { Functions: 'function' } },
  colourSpaces: { map: 'colour' },
  // A colour space is an array: its dictionaries are an ICC stream, calibration, DeviceN attributes or a tint function.
  colour: {
    plain: `${FUNCTION} WhitePoint BlackPoint Gamma Matrix Subtype Components`,
    keys: {
      Alternate: 'colour',
      ColorSpace: 'colour',
      Process: 'colour',
      Colorants: 'colourSpaces',
      Functions: 'function',
    },
  },
  patterns: { map: 'pattern' },
  pattern: {
    plain: 'Type PatternType PaintType TilingType BBox XStep YStep Matrix',
    keys: { Resources: 'resources', Shading: 'shading', ExtGState: 'gstate' },
  },
  shadings: { map: 'shading' },
  shading: {
    plain:
      'ShadingType Background BBox AntiAlias Coords Domain Extend Matrix BitsPerCoordinate BitsPerComponent BitsPerFlag Decode VerticesPerRow',
    keys: { ColorSpace: 'colour', Function: 'function' },
  },
  propertyLists: { map: 'propertyList' },
  propertyList: { plain: 'Type Subtype MCID ActualText Alt E Lang Attached BBox' },
  layer: { plain: 'Type Name Intent P', keys: { OCGs: 'layer', VE: 'layer' } },
  // Attributes of the standard owners Layout, List, Table and PrintField (ISO 32000-2, 14.8.5).
  attribute: {
    plain:
      'O Placement WritingMode BackgroundColor BorderColor BorderStyle BorderThickness Padding Color SpaceBefore SpaceAfter StartIndent EndIndent TextIndent TextAlign BBox Width Height BlockAlign InlineAlign TBorderStyle TPadding BaselineShift LineHeight TextDecorationColor TextDecorationThickness TextDecorationType RubyAlign RubyPosition GlyphOrientationVertical ColumnCount ColumnGap ColumnWidths ListNumbering ContinuedList RowSpan ColSpan Scope Summary Short Role checked Checked Desc',
  },
};

/** `plain` keys by kind, as sets. */
export const PLAIN_KEYS: ReadonlyMap<Kind, ReadonlySet<string>> = new Map(
  (Object.keys(SCHEMA) as Kind[]).map((kind) => [kind, new Set((SCHEMA[kind].plain ?? '').split(' '))]),
);
