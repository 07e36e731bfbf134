const programs = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const;
const systems = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'an iPhone'],
  [/\biPad\b/, 'an iPad'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b/, 'a Mac'],
  [/\bCrOS\b/, 'a Chromebook'],
  [/\bLinux\b/, 'Linux'],
] as const;

/** 'Firefox on Windows', of what a browser says of itself: enough for its owner to know it again, and no more is kept. */
export function browserInWords(userAgent = ''): string {
  const program = programs.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'A program';
  const system = systems.find(([pattern]) => pattern.test(userAgent))?.[1];
  return system ? `${program} on ${system}` : program;
}
