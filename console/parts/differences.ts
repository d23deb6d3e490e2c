/** A stretch of a text that is in both versions, in the earlier one, or in the later one. */
export interface Stretch {
  readonly in: 'both' | 'before' | 'after';
  readonly text: string;
}

/** Words and what is between them. */
const pieces = (text: string): string[] => text.split(/(?<=\s)(?=\S)/);

/**
 * What changed from one text to another, word by word: the longest common subsequence (Wagner and Fischer, 1974).
 * @example
 * differences('one two', 'one three'); // both "one ", before "two", after "three"
 */
export function differences(before: string, after: string): Stretch[] {
  const [a, b] = [pieces(before), pieces(after)];
  // longest[i][j]: how many pieces a[i…] and b[j…] have in common.
  const longest = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i]![j] = a[i] === b[j] ? longest[i + 1]![j + 1]! + 1 : Math.max(longest[i + 1]![j]!, longest[i]![j + 1]!);
  const found: { in: Stretch['in']; text: string }[] = [];
  const add = (where: Stretch['in'], text: string) => {
    const last = found.at(-1);
    if (last?.in === where) last.text += text;
    else found.push({ in: where, text });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length)
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add('both', a[i++]!);
      j++;
    } else if (j === b.length || (i < a.length && longest[i + 1]![j]! >= longest[i]![j + 1]!)) add('before', a[i++]!);
    else add('after', b[j++]!);
  return found;
}
