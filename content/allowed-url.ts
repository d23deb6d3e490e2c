// No `@` before the path (it hides the real host), no quotes, angle brackets, backslashes, blanks or control characters.
const PATH = String.raw`(?:[/?#][^\s"'<>\\^\x60{|}\u0000-\u001f\u007f]*)?`;
const HTTPS = new RegExp(String.raw`^https://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?${PATH}$`, 'i');
const LOCAL = new RegExp(String.raw`^http://(?:localhost|127\.0\.0\.1)(?::\d{1,5})?${PATH}$`, 'i');

/** Whether an address may stand in a mail: a full https URL, or plain http on this machine while developing. */
export const isAllowedUrl = (url: string): boolean => HTTPS.test(url) || LOCAL.test(url);
