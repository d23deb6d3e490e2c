import { own } from '../../text/own.ts';
/**
 * How one language says what a reply can mean. Every expression is read in one sentence, in small letters, without accents
 * (`foldedText`), and must be linear.
 */
export interface Phrases {
  /** Asks us to write no more. */
  readonly stop: readonly RegExp[];
  /** Sounds like `stop` and is not: the opposite, or about something other than our mail to this person. */
  readonly keep: readonly RegExp[];
  /** Asks for a price, an offer, a demo, a call or a meeting. */
  readonly wants: readonly RegExp[];
  /** Is glad to hear from us. */
  readonly interested: readonly RegExp[];
  /** Says no, to us or to what we sell. */
  readonly no: readonly RegExp[];
  /** Has left, or is not in charge. */
  readonly left: readonly RegExp[];
  /** Not now. */
  readonly later: readonly RegExp[];
  /** A time that is weeks away. */
  readonly farOff: readonly RegExp[];
  /** Begins a question, where its mark is missing. */
  readonly question: readonly RegExp[];
  /** Asks how we came by the address, or threatens: a person must read it. */
  readonly alarm: readonly RegExp[];
}

/** An expression made of parts, the names of which are filled in. */
export const phrase = (parts: Readonly<Record<string, string>>, source: string): RegExp =>
  new RegExp(
    source.replaceAll(/<(\w+)>/g, (_, name: string) => {
      const part = own(parts, name);
      if (part === undefined) throw new Error(`no part called ${name} in ${source}`);
      return `(?:${part})`;
    }),
    'u',
  );
