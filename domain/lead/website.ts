import { DAY } from '../time/duration.ts';

/** The company's website, which tells Trellis what its visitors look at, if they agreed. */
export interface Website {
  /** From which pages are told, such as `https://www.acme.example`. Links in emails to them say who comes. */
  readonly origins: readonly string[];
}

/** For how long we save what strangers look at, in milliseconds of program time: so much becomes a lead's who turns out to be one. */
export const STRANGERS_FOR = 30 * DAY;

const isLocal = (hostname: string): boolean => hostname === 'localhost' || hostname === '127.0.0.1';

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.origin === text && (url.protocol === 'https:' || isLocal(url.hostname));
}

/** What is wrong with the website of an app; nothing if there is none. */
export const websiteFaults = ({ origins }: Website = { origins: [] }): string[] =>
  origins
    .filter((origin) => !isOrigin(origin))
    .map((origin) => `website: origins: expected an origin such as https://www.acme.example, got "${origin}"`);
