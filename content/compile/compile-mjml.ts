import mjml2html from 'mjml';
import type { Expanded, Place } from './expand.ts';
import type { ContentProblem } from './problem.ts';

/** The place of a line's first tag: the white space before it may belong to the layout. */
export function placeOfLine({ text, placeOf }: Expanded, line: number): Place {
  const start = line === 1 ? 0 : text.split('\n', line - 1).join('\n').length + 1;
  return placeOf(start + Math.max(0, text.slice(start).search(/\S/)));
}

/** What to do about a tag that MJML refuses. */
function remedyFor(message: string): string {
  if (message.startsWith('mj-wrapper cannot'))
    return 'The layout already wraps the body in one: write the sections one after the other.';
  if (/^mj-(?:head|attributes|all|class|style|font|preview|breakpoint|title|html-attributes) cannot/.test(message))
    return 'Put it into partials/head.mjml.';
  return 'See documentation.mjml.io.';
}

interface Fault {
  readonly line: number;
  readonly message: string;
}

/** MJML throws its faults as a list or, if it can't read the markup at all, as one sentence. */
function faultsIn(error: unknown): readonly Fault[] {
  if (!(error instanceof Error)) throw error;
  return 'errors' in error && Array.isArray(error.errors) ? (error.errors as Fault[]) : [{ line: 1, message: error.message }];
}

/** Compiles an email to HTML with its placeholders, or returns MJML's faults with their places. */
export async function compileMjml(source: Expanded): Promise<{ html: string; problems: readonly ContentProblem[] }> {
  try {
    const { html } = await mjml2html(source.text, { validationLevel: 'strict', keepComments: false, ignoreIncludes: true });
    // MJML indents its output: half of an email would be blanks.
    return { html: html.replace(/\s*\n\s*/g, '\n').trim() + '\n', problems: [] };
  } catch (error) {
    const problems = faultsIn(error).map(({ line, message }) => ({
      ...placeOfLine(source, line),
      what: `${message}.`,
      fix: remedyFor(message),
    }));
    return { html: '', problems };
  }
}
