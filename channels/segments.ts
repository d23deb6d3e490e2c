/** The alphabet of a text message (GSM 03.38), and the characters that take two places in it. */
const GSM = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_DOUBLE = new Set('^{}\\[~]|€');

/** What word processors write, and how a text message writes it. */
const plain: Readonly<Record<string, string>> = {
  '‘': "'", '’': "'", '“': '"', '”': '"', '„': '"', '–': '-', '—': '-', '…': '...', '\u00A0': ' ', '\u202F': ' ', '\u2009': ' ',
}; // prettier-ignore

/** The same text, with typewriter's quotes, dashes and blanks: one curly quote would halve the length of a message. */
export const inPlain = (text: string): string => text.replaceAll(/[‘’“”„–—…\u00A0\u202F\u2009]/g, (one) => plain[one] ?? one);

/** The number of parts of a text message. The gateway charges for each part. */
export interface Segments {
  readonly parts: number;
  /** The first character that no GSM alphabet has: the message then has 70 characters a part, not 160. */
  readonly odd: string | undefined;
}

/** Counts the parts of a text message. */
export function segmentsOf(text: string): Segments {
  const odd = Array.from(text).find((one) => !GSM.has(one) && !GSM_DOUBLE.has(one));
  if (odd !== undefined) return { parts: partsOf(text.length, 70, 67), odd };
  return {
    parts: partsOf(
      Array.from(text).reduce((sum, one) => sum + (GSM_DOUBLE.has(one) ? 2 : 1), 0),
      160,
      153,
    ),
    odd,
  };
}

/** A message in parts loses some characters of each to the numbering. */
const partsOf = (length: number, alone: number, ofMany: number): number => (length <= alone ? 1 : Math.ceil(length / ofMany));
