import { join } from 'node:path';
import {
  type BundlingOptions,
  type ICommandHooks,
  LogLevel,
  OutputFormat,
  SourceMapMode,
} from 'aws-cdk-lib/aws-lambda-nodejs';

export const projectRoot = join(import.meta.dirname, '../..');

/** CommonJS packages inside an ESM bundle still call `require`. */
const banner = "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);";

/** Typst's compiler is a native module: it travels as a package, beside the bundle. */
const typst = '@myriaddreamin/typst-ts-node-compiler';
const nativePackages = [typst, `${typst}-linux-x64-gnu`];

/** So is the decoder of pictures, with what it stands on. `cp` fails the bundling where npm left the Linux packages out. */
const picturePackages = [
  'sharp',
  'detect-libc',
  'semver',
  '@img/colour',
  '@img/sharp-linux-x64',
  '@img/sharp-libvips-linux-x64',
];

/** Of the fonts' packages only the weights that the stylesheet asks for; all of them would be another 19 MB. */
const fontWeights = ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold', '700Bold_Italic'];

export function bundling(hooks?: ICommandHooks): BundlingOptions {
  return {
    format: OutputFormat.ESM,
    target: 'node24',
    mainFields: ['module', 'main'],
    banner,
    // The SDK is bundled: Lambda's own copy changes under us.
    externalModules: [typst, 'sharp'],
    sourceMap: true,
    sourceMapMode: SourceMapMode.EXTERNAL,
    sourcesContent: false,
    logLevel: LogLevel.WARNING,
    ...(hooks ? { commandHooks: hooks } : {}),
  };
}

/** Where the killable process's entry lies in a function that has one. */
export const childEntry = '/var/task/child.mjs';

/**
 * A second bundle beside the handler's: what runs in a process of its own. What its entry imports only when it needs it stays a file of
 * its own: the process that sets pages starts without what opens other people's files, which is most of it and half of the start.
 */
function bundleChild(input: string, output: string, entry: string, more = ''): string {
  return [
    `${input}/node_modules/.bin/esbuild ${input}/functions/${entry} --bundle --splitting --platform=node --format=esm`,
    `--target=node24 --main-fields=module,main${more} "--banner:js=${banner}"`,
    `--log-level=warning --outdir=${output} --out-extension:.js=.mjs --chunk-names=child-[hash]`,
  ].join(' ');
}

/** What reads figures files is JavaScript alone. */
export const figuresReader: ICommandHooks = {
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (input, output) => [bundleChild(input, output, 'metrics/imports/child.ts')],
};

/** The document engine's, in the folder `output`, of the project in `input`. */
export const documentChildCommand = (input: string, output: string): string =>
  bundleChild(input, output, 'documents/child.ts', ` --external:${typst} --external:sharp`);

/**
 * What the document engine needs beside a handler's bundle: its killable process as a bundle of its own, Typst, the
 * decoder of pictures, the fonts and the stylesheet. The engine finds them as it does in the project: packages in `node_modules`, `templates/typeset`.
 */
export const documentEngine: ICommandHooks = {
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (input, output) => [
    documentChildCommand(input, output),
    `mkdir -p ${output}/templates ${output}/node_modules/@myriaddreamin ${output}/node_modules/@expo-google-fonts ${output}/node_modules/@img`,
    `cp -rL ${input}/templates/typeset ${output}/templates/typeset`,
    ...[...nativePackages, ...picturePackages].map(
      (name) => `cp -rL ${input}/node_modules/${name} ${output}/node_modules/${name}`,
    ),
    fontsCommand(`${input}/node_modules/@expo-google-fonts`, `${output}/node_modules/@expo-google-fonts`),
  ],
};

function fontsCommand(from: string, to: string): string {
  const wanted = ['package.json', 'LICENSE_FONT', ...fontWeights];
  const copy = wanted.map((name) => `if [ -e "$pack/${name}" ]; then cp -rL "$pack/${name}" "$kept/"; fi`).join('; ');
  return `for pack in ${from}/*; do kept=${to}/$(basename "$pack"); mkdir -p "$kept"; ${copy}; done`;
}
