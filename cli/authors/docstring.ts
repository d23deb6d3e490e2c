import type { Source } from '../draw/source.ts';

/** What a docstring says, by its tags. */
export interface Docstring {
  readonly text: string;
  readonly returns?: string | undefined;
  readonly throws?: string | undefined;
  /** TypeScript. */
  readonly examples: readonly string[];
}

/** The docstring right before a place in the text; without one, its text is empty. */
export function docstringOf({ comments, text }: Source, start: number): Docstring {
  const last = comments.findLast((comment) => comment.end <= start);
  if (!last?.value.startsWith('*') || text.slice(last.end, start).trim() !== '') return { text: '', examples: [] };
  const lines = last.value.replace(/^\*/, '').replaceAll(/^[ \t]*\* ?/gm, '');
  const [said = '', ...tags] = lines.trim().split(/(?:^|\s)@(?=(?:returns|throws|param|example)\b)/);
  const tagged = (name: string) => tags.flatMap((tag) => (tag.startsWith(name) ? [tag.slice(name.length).trim()] : []));
  return {
    text: inOneLine(said),
    returns: tagged('returns').map(inOneLine)[0],
    throws: tagged('throws').map(inOneLine)[0],
    examples: tagged('example'),
  };
}

const inOneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, ' ');
