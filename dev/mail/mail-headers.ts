import { decodeWords } from 'postal-mime';

/** A message's summary for a list, from its headers alone: parsing the whole message would take twenty times as long. */
export function summaryOf(raw: Buffer): { from: string; to: string; subject: string; messageId: string } {
  const headers = headersOf(raw);
  const read = (name: string): string => decodeWords(headers.find((header) => header.name === name)?.value ?? '');
  return { from: read('from'), to: read('to'), subject: read('subject'), messageId: read('message-id') };
}

/** The headers in order, unfolded but not decoded; names in lower case. */
function headersOf(raw: Buffer): { name: string; value: string }[] {
  const end = raw.indexOf('\r\n\r\n');
  const head = raw.subarray(0, end === -1 ? raw.length : end).toString('utf8');
  return head
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
    .map((line) => ({ colon: line.indexOf(':'), line }))
    .filter(({ colon }) => colon > 0)
    .map(({ colon, line }) => ({ name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() }));
}
