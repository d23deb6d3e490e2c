import { own } from '../../text/own.ts';
/**
 * The phrases of one language for each meaning of a reply. Each expression is matched against one sentence in lower case and
 * without accents (`foldedText`), and must run in linear time.
 */
export interface Phrases {
  /** Asks for no more emails. */
  readonly stop: readonly RegExp[];
  /** Sounds like `stop` but means the opposite, or something other than our emails to this person. */
  readonly keep: readonly RegExp[];
  /** Asks for a price, an offer, a demo, a call or a meeting. */
  readonly wants: readonly RegExp[];
  /** Likes to hear from us. */
  readonly interested: readonly RegExp[];
  /** Says no, to us or to what we sell. */
  readonly no: readonly RegExp[];
  /** Has left, or is not in charge. */
  readonly left: readonly RegExp[];
  /** Not now. */
  readonly later: readonly RegExp[];
  /** A time that is weeks away. */
  readonly farOff: readonly RegExp[];
  /** Begins a question that lacks its question mark. */
  readonly question: readonly RegExp[];
  /** Asks how we got the address, or threatens: a person must read it. */
  readonly alarm: readonly RegExp[];
}

/** Makes an expression from a source with the names of parts in angle brackets. */
export const phrase = (parts: Readonly<Record<string, string>>, source: string): RegExp =>
  new RegExp(
    source.replaceAll(/<(\w+)>/g, (_, name: string) => {
      const part = own(parts, name);
      if (part === undefined) throw new Error(`no part called ${name} in ${source}`);
      return `(?:${part})`;
    }),
    'u',
  );
