/** The package types its runtime only under a path without an extension, which Node does not resolve. */
declare module 'handlebars/runtime.js' {
  const runtime: typeof Handlebars;
  export default runtime;
}
