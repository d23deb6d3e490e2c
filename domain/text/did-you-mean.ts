/** How many letters must be added, dropped or changed to turn one word into the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The known word nearest to a wrong one, if it is near enough to be meant; or the only one that it ends, as `docks` does `fields.docks`. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const ended = known.filter((k) => k.toLowerCase().endsWith(`.${word.toLowerCase()}`));
  if (ended.length === 1) return ended[0];
  const ranked = known.map((k) => ({ k, d: distance(word.toLowerCase(), k.toLowerCase()) })).sort((x, y) => x.d - y.d);
  const best = ranked[0];
  return best && best.d <= Math.max(2, Math.ceil(word.length / 3)) ? best.k : undefined;
}

/** A sentence with the nearest known word, or with all of them if they are few. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `Did you mean "${near}"?`;
  if (known.length === 0) return 'None is declared.';
  return known.length <= 50 ? `Known: ${known.join(', ')}.` : `None of the ${known.length} known ones is similar.`;
}
