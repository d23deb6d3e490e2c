/**
 * The terms of an audience that are combined by `and`; an audience that also says `or` is one term.
 * @example
 * termsOf('stage is mql and company has "Bed and Bath"'); // ['stage is mql', 'company has "Bed and Bath"']
 */
export function termsOf(audience: string): readonly string[] {
  const words = audience.match(/"(?:[^"\\]|\\.)*"|[()]|[^\s()"]+/g) ?? [];
  const terms: string[][] = [[]];
  let depth = 0;
  for (const word of words) {
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (depth === 0 && word === 'or') return [audience];
    if (depth === 0 && word === 'and') terms.push([]);
    else terms.at(-1)!.push(word);
  }
  return terms.map((term) => term.join(' ')).filter((term) => term !== '' && term !== 'everybody');
}

/** The audience of some terms; nothing for none, which is everybody. */
export const audienceOf = (terms: readonly string[]): string | undefined =>
  terms.length === 0
    ? undefined
    : terms.map((term) => (/\bor\b/.test(term) && terms.length > 1 ? `(${term})` : term)).join(' and ');
