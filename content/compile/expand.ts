import { suggestion } from '../../domain/text/did-you-mean.ts';
import type { ContentProblem } from './problem.ts';
import { templateEvents, TemplateSyntaxError, type TemplateEvent } from './template-events.ts';

/** A place in a source, for messages. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** A text that `{{> name}}` inserts. */
export interface Partial {
  readonly text: string;
  readonly place: Place;
  /** Messages name its own lines; otherwise they name the line that inserts it. */
  readonly ownLines?: true;
}

/** A template with its partials inserted, which still knows where each piece came from. */
export interface Expanded {
  readonly text: string;
  readonly placeOf: (offset: number) => Place;
}

interface Piece {
  readonly text: string;
  readonly place: Place;
  readonly counted: boolean;
}

interface Expansion {
  readonly partials: ReadonlyMap<string, Partial>;
  readonly pieces: Piece[];
  readonly problems: ContentProblem[];
}

const linesBefore = (text: string, offset: number): number => text.slice(0, offset).split('\n').length - 1;

/** Replaces each `[[name]]` in a partial with the value that the call gives it. */
function withValues(
  partial: Partial,
  name: string,
  values: ReadonlyMap<string, string>,
  call: Place,
  problems: ContentProblem[],
): string {
  const wanted = new Set([...partial.text.matchAll(/\[\[(\w+)\]\]/g)].map((match) => match[1] ?? ''));
  for (const one of wanted) {
    if (!values.has(one)) problems.push({ ...call, what: `{{> ${name}}} lacks ${one}.`, fix: `Write {{> ${name} ${one}="…"}}.` });
  }
  for (const one of values.keys()) {
    if (!wanted.has(one))
      problems.push({ ...call, what: `{{> ${name}}} doesn't take ${one}.`, fix: suggestion(one, [...wanted]) });
  }
  return partial.text.replace(/\[\[(\w+)\]\]/g, (_, one: string) => values.get(one) ?? '');
}

/** Reads a piece; if it can't be parsed, reports that and leaves it as it is. */
function readEvents(text: string, placeOf: (offset: number) => Place, problems: ContentProblem[]): readonly TemplateEvent[] {
  try {
    return templateEvents(text);
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    const { file, line } = placeOf(0);
    problems.push({
      file,
      line: line + error.line - 1,
      what: error.message,
      fix: error.fix,
    });
    return [];
  }
}

function expandInto(text: string, start: Place, counted: boolean, callers: readonly string[], to: Expansion): void {
  const placeOf = (offset: number): Place =>
    counted ? { file: start.file, line: start.line + linesBefore(text, offset) } : start;
  const add = (from: number, until: number): void =>
    void to.pieces.push({ text: text.slice(from, until), place: placeOf(from), counted });
  let done = 0;
  for (const event of readEvents(text, placeOf, to.problems)) {
    if (event.type !== 'partial' && event.type !== 'comment') continue;
    add(done, event.offset);
    done = event.end;
    if (event.type === 'comment') continue;
    const call = placeOf(event.offset);
    const partial = to.partials.get(event.name);
    if (!partial)
      to.problems.push({
        ...call,
        what: `There is no partial "${event.name}".`,
        fix: suggestion(event.name, [...to.partials.keys()]),
      });
    else if (callers.includes(event.name))
      to.problems.push({ ...call, what: `Partial "${event.name}" calls itself.`, fix: 'Remove the circular call.' });
    else {
      const filled = withValues(partial, event.name, event.values, call, to.problems);
      expandInto(filled, partial.ownLines ? partial.place : call, partial.ownLines === true, [...callers, event.name], to);
    }
  }
  add(done, text.length);
}

/** Inserts the partials into a layout. The email's body is the partial `body`. */
export function expand(
  layout: Partial,
  partials: ReadonlyMap<string, Partial>,
): { expanded: Expanded; problems: readonly ContentProblem[] } {
  const to: Expansion = { partials, pieces: [], problems: [] };
  expandInto(layout.text, layout.place, true, [], to);
  const starts: number[] = [];
  let length = 0;
  for (const piece of to.pieces) {
    starts.push(length);
    length += piece.text.length;
  }
  const placeOf = (offset: number): Place => {
    const index = Math.max(
      0,
      starts.findLastIndex((start) => start <= offset),
    );
    const piece = to.pieces[index];
    if (!piece) return layout.place;
    const lines = piece.counted ? linesBefore(piece.text, offset - (starts[index] ?? 0)) : 0;
    return { file: piece.place.file, line: piece.place.line + lines };
  };
  return { expanded: { text: to.pieces.map((piece) => piece.text).join(''), placeOf }, problems: to.problems };
}
