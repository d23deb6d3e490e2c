import type { Expanded } from './expand.ts';
import type { ContentProblem } from './problem.ts';

/** A comment, or an opening, closing or self-closing tag of MJML. */
const MARK = /<!--[\s\S]*?-->|<(\/?)(mj-[\w-]+)(?:"[^"]*"|'[^']*'|[^>"'])*>/gi;

/** Finds tags that are not closed. MJML closes them itself, at the end of what surrounds them: what follows would be inside. */
export function lintClosing({ text, placeOf }: Expanded): readonly ContentProblem[] {
  const open: { readonly name: string; readonly offset: number }[] = [];
  const unclosed: typeof open = [];
  const stray: typeof open = [];
  for (const { 0: mark, 1: slash, 2: tag, index: offset } of text.matchAll(MARK)) {
    if (tag === undefined || mark.endsWith('/>')) continue;
    const name = tag.toLowerCase();
    if (slash === '') open.push({ name, offset });
    else {
      const at = open.findLastIndex((one) => one.name === name);
      if (at === -1) stray.push({ name, offset });
      else unclosed.push(...open.splice(at).slice(1));
    }
  }
  return [
    ...[...unclosed, ...open].map(({ name, offset }) => ({
      ...placeOf(offset),
      what: `<${name}> is not closed.`,
      fix: `Write </${name}> where it ends.`,
    })),
    ...stray.map(({ name, offset }) => ({
      ...placeOf(offset),
      what: `</${name}> closes nothing.`,
      fix: `Remove it, or write <${name}> where it begins.`,
    })),
  ];
}
