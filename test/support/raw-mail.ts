/** A raw message: its head, then its body. */
export const rawMail = (fields: Readonly<Record<string, string>>, body: string): string =>
  `${Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')}\n${body}\n`;

interface Part {
  readonly type: string;
  readonly text: string;
}

/** A raw message of several parts. */
export function rawParts(fields: Readonly<Record<string, string>>, type: string, parts: readonly Part[]): string {
  const bodies = parts.map((part) => `--limit\nContent-Type: ${part.type}\n\n${part.text}\n`);
  const mime = { 'MIME-Version': '1.0', 'Content-Type': `${type}; boundary="limit"` };
  return rawMail({ ...fields, ...mime }, `${bodies.join('')}--limit--`);
}

/** How mail goes over the wire. */
export const onTheWire = (raw: string): string => raw.replaceAll(/\r?\n/g, '\r\n');
