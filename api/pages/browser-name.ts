const browsers: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bEdg\w*\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrom(e|ium)\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

const nameIn = (names: typeof browsers, agent: string): string | undefined => names.find(([pattern]) => pattern.test(agent))?.[1];

/** A browser by its User-Agent header, as people name it: `Firefox on Linux`; undefined for none that we know. */
export function browserName(agent = ''): string | undefined {
  const name = nameIn(browsers, agent);
  const system = nameIn(systems, agent);
  return name && system ? `${name} on ${system}` : name;
}
