import { suggestion } from '../text/did-you-mean.ts';
import { BadAudience } from './bad-audience.ts';
import { sameName, type AudienceNames } from './names.ts';
import type { SaidTerm } from './terms.ts';

/** The longest expression that is read, in characters. */
export const LONGEST_AUDIENCE = 10_000;

/** Reads the words of an expression: what `inWords` writes. What the words name is checked afterwards. @throws BadAudience */
export function parseWords(said: string, names: AudienceNames): unknown {
  if (said.length > LONGEST_AUDIENCE) throw new BadAudience([`expected at most ${LONGEST_AUDIENCE} characters`]);
  return new Parser(said, names).whole();
}

/** A text in the quotation marks of keyboards and of word processors, a mark, a word, and what is none of them. */
const TOKEN =
  /\s*(?:"((?:[^"\\]|\\.)*)"|[“”„«»]([^“”„«»]*)[“”«»]|'([^']*)'(?![^\s(),])|[‘‚]([^’‘]*)[’‘](?![^\s(),])|([(),])|([^\s(),"“”„«»][^\s(),"]*)|(\S))/gy;

interface Token {
  readonly text: string;
  /** A quoted text is a value, whatever it says. */
  readonly quoted: boolean;
}

/** The most conditions, brackets and negations. */
const MOST = 1_000;

class Parser {
  readonly #tokens: readonly Token[];
  readonly #names: AudienceNames;
  #n = 0;
  #read = 0;

  constructor(said: string, names: AudienceNames) {
    this.#names = names;
    this.#tokens = [...said.matchAll(TOKEN)].map(([, straight, curly, single, curlySingle, mark, word, broken]) => {
      if (broken !== undefined) throw new BadAudience(['a quotation mark is missing']);
      const inQuotes = straight?.replaceAll(/\\(.)/gs, '$1') ?? curly ?? single ?? curlySingle;
      return inQuotes === undefined ? { text: mark ?? word ?? '', quoted: false } : { text: inQuotes, quoted: true };
    });
  }

  whole(): unknown {
    const expression = this.#either();
    if (this.#next) throw this.#expected('and, or, or the end');
    return expression;
  }

  #either(): unknown {
    const parts = this.#separated('or', () => this.#both());
    return parts.length === 1 ? parts[0] : { any: parts };
  }

  #both(): unknown {
    const parts = this.#separated('and', () => this.#one());
    return parts.length === 1 ? parts[0] : { all: parts };
  }

  #one(): unknown {
    if (++this.#read > MOST) throw new BadAudience(['expected a shorter expression']);
    if (this.#takes('not')) return { not: this.#one() };
    if (this.#takes('(')) {
      const inside = this.#either();
      this.#must(')');
      return inside;
    }
    if (this.#takes('everybody')) return { everybody: true };
    if (this.#takes('ever')) return this.#ever();
    if (this.#takes('new')) return this.#new();
    if (this.#takes('in')) return this.#membership();
    if (this.#takes('reachable')) return { reachable: this.#after('by') };
    if (this.#takes('lead')) return this.#leads();
    if (this.#takes('was')) return { sent: this.#after('sent'), ...this.#howOften() };
    const name = this.#value('a condition');
    const kind = sameName(name, this.#names.kinds);
    return kind === undefined ? this.#field(name) : this.#act(kind);
  }

  #ever(): SaidTerm {
    this.#must('in');
    this.#must('campaign');
    return { campaign: this.#value('the name of a campaign'), ever: true };
  }

  #new(): SaidTerm {
    this.#must('in');
    this.#must('import');
    return { importId: this.#value('the id of an import'), isNew: true };
  }

  #leads(): SaidTerm {
    this.#must('is');
    return { leadIds: this.#values() };
  }

  #membership(): SaidTerm {
    if (this.#takes('campaign')) return { campaign: this.#value('the name of a campaign') };
    if (this.#takes('segment')) return { segment: this.#value('the name of a segment') };
    if (this.#takes('import')) return { importId: this.#value('the id of an import') };
    throw this.#expected('campaign, segment or import');
  }

  #act(engaged: string): SaidTerm {
    const content = this.#next?.quoted ? this.#value('a content') : undefined;
    const where = { ...this.#part('page'), ...this.#part('reply'), ...this.#part('answer'), ...this.#part('by', 'source') };
    return { engaged, content, ...where, ...this.#howOften() };
  }

  #part(word: string, part = word): SaidTerm {
    return this.#takes(word) ? { [part]: this.#value(`a value after "${word}"`) } : {};
  }

  #field(field: string): unknown {
    if (this.#takes('within')) return { field, ...this.#lastOrNext() };
    if (this.#takes('has')) return { field, has: this.#value('a text') };
    if (this.#takes('is')) {
      const isNot = this.#takes('not');
      if (this.#takes('known')) return { field, known: !isNot };
      if (this.#takes('unknown')) return { field, known: isNot };
      const is = { field, is: this.#values() };
      return isNot ? { not: is } : is;
    }
    const from = this.#takes('from') ? this.#value('a value') : undefined;
    const to = this.#takes('to') ? this.#value('a value') : undefined;
    if (from !== undefined || to !== undefined) return { field, from, to };
    const { kinds, fields } = this.#names;
    if (sameName(field, Object.keys(fields)) !== undefined) throw this.#expected(`is, from, to, has or within after "${field}"`);
    throw new BadAudience([
      `there is no field and no engagement "${field}". ${suggestion(field, [...Object.keys(fields), ...kinds])}`,
    ]);
  }

  /** In either order, as people say it. */
  #howOften(): SaidTerm {
    const before = this.#within();
    if (!this.#takes('at')) return before;
    this.#must('least');
    const atLeast = Number(this.#value('a number'));
    if (!this.#takes('times')) this.#takes('time');
    return { ...(before.within === undefined ? this.#within() : before), atLeast };
  }

  #within(): SaidTerm {
    if (!this.#takes('within')) return {};
    if (this.#takes('the')) this.#must('last');
    return { within: this.#span() };
  }

  /** `30 days` and `the last 30 days` mean the same. */
  #lastOrNext(): SaidTerm {
    const isNext = this.#takes('the') && !this.#takes('last');
    if (isNext) this.#must('next');
    return { [isNext ? 'next' : 'within']: this.#span() };
  }

  #span(): string {
    return `${this.#value('a number')} ${this.#value('a unit of time')}`;
  }

  #values(): readonly string[] {
    return this.#separated(',', () => this.#value('a value'));
  }

  #separated<T>(mark: string, read: () => T): readonly T[] {
    const parts = [read()];
    while (this.#takes(mark)) parts.push(read());
    return parts;
  }

  #after(word: string): string {
    this.#must(word);
    return this.#value(`a name after "${word}"`);
  }

  #value(what: string): string {
    const token = this.#next;
    if (!token || (!token.quoted && /^[(),]$/.test(token.text))) throw this.#expected(what);
    this.#n += 1;
    return token.text;
  }

  #must(word: string): void {
    if (!this.#takes(word)) throw this.#expected(`"${word}"`);
  }

  #takes(word: string): boolean {
    const isNext = this.#next !== undefined && !this.#next.quoted && this.#next.text.toLowerCase() === word;
    if (isNext) this.#n += 1;
    return isNext;
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#n];
  }

  #expected(what: string): BadAudience {
    return new BadAudience([`expected ${what}, got ${this.#next ? `"${this.#next.text}"` : 'the end'}`]);
  }
}
