import { globSync, readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'oxc-parser';
import { slowness } from './core-speed.ts';

/** A regular expression of our sources. */
export interface Pattern {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

/** What only our own people write: content is compiled before anybody gets it, durations stand in programs. */
const ours = /^content\/compile\/|^domain\/time\/duration\.ts$|^db\/migrations\/|\.gen\.ts$/;

/** All regular expressions of the folders that read text from outside. */
export const patterns = (): Pattern[] =>
  globSync('{api,domain,content,db,services,activities}/**/*.ts')
    .filter((file) => !ours.test(file))
    .flatMap(patternsIn);

function patternsIn(file: string): Pattern[] {
  const text = readFileSync(file, 'utf8');
  const found: Pattern[] = [];
  new Visitor({
    Literal(node) {
      if (!('regex' in node) || !node.regex) return;
      const line = text.slice(0, node.start).split('\n').length;
      found.push({ where: `${file}:${line}`, source: node.regex.pattern, flags: node.regex.flags });
    },
  }).visit(parseSync(file, text).program);
  return found;
}

/** What texts from outside are full of, at their worst. */
export const alphabets = ['a', 'é', 'A1', '1', ' ', '\n', '\r\n', '\t', 'a ', '0 ', '.', 'a.', '-', '<', '>', '"', "'", '@', 'a@', '=?', '&', '/', '(', ',', ':', '\u200c', '*', '?']; // prettier-ignore

/** The words of a pattern itself. */
export function wordsOf({ source }: Pattern): string[] {
  const plain = source.replaceAll(/\\[a-zA-Z](?:\{[^}]*\})?/g, ' ');
  return [...new Set(plain.match(/[\w @<>:"'.,=-]{2,}/g))].slice(0, 2).flatMap((word) => [word, `${word} `]);
}

/** A text full of a piece, which ends otherwise: so no pattern finds what it wants at its end. */
export const full = (piece: string, length: number): string =>
  `${piece.repeat(Math.ceil(length / piece.length)).slice(0, length)}\u0001`;

/** Milliseconds of a usual core, the best of three: other processes of the machine do not count, nor does how fast it is. */
export function milliseconds(run: () => void, enough: number): number {
  let best = Infinity;
  for (let n = 0; n < 3 && best > enough; n++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    const took = (user + system) / 1_000;
    best = Math.min(best, took > enough ? took / slowness() : took);
  }
  return best;
}
