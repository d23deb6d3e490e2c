// Printable ASCII. No `@` before the path (it hides the real host), none of the characters that end an address in HTML, CSS or text.
const PATH = String.raw`(?:[/?#][!#-&(-;=?-\[\]_a-z~]*)?`;
const HTTPS = new RegExp(String.raw`^https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?${PATH}$`, 'i');
const LOCAL = new RegExp(String.raw`^http://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?${PATH}$`, 'i');

/** Whether an email may contain a URL as it is: a full https URL, or plain http to this machine during development. */
export const isAllowedUrl = (url: string): boolean => HTTPS.test(url) || LOCAL.test(url);

/** An HTML entity, as in a URL that was copied from a page's source. */
const ENTITY = /&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);/i;
export const hasEntity = (text: string): boolean => ENTITY.test(text);

/** What the URL parser would drop or change. Braces are a placeholder that was not filled in. */
const REFUSED = /^\s|\s$|[\p{Cc}\\{}]|^https?:\/\/[^/?#]*@/iu;
/** Characters that the URL parser does not encode. */
const UNCODED = /%(?![0-9a-f]{2})|['^`|]/gi;

const percentEncoded = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * Encodes a URL for the wire: the host in ASCII (IDNA), the rest percent-encoded (RFC 3986).
 * Undefined if the text can't be a URL, or contains HTML entities.
 */
export function encodedUrl(text: string): string | undefined {
  if (!/^https?:\/\/[^/]/i.test(text) || REFUSED.test(text) || hasEntity(text) || !text.isWellFormed()) return undefined;
  const url = URL.parse(text)?.href.replace(UNCODED, percentEncoded);
  return url !== undefined && isAllowedUrl(url) ? url : undefined;
}
