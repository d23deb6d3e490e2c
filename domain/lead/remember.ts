/** Characters; what is longer seldom comes again. */
const LONGEST = 200;

/**
 * A pure function that remembers its last answers, for texts that come again and again, such as the titles in a file.
 * @param most answers that are kept; then it begins anew
 */
export function remember<T>(answer: (text: string) => T, most = 5_000): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    if (text.length > LONGEST) return answer(text);
    const fresh = answer(text);
    if (known.size >= most) known.clear();
    known.set(text, fresh);
    return fresh;
  };
}

/** A pure function that remembers its answers as long as what they are about is in use. */
export function rememberWith<K extends object, T>(answer: (about: K) => T): (about: K) => T {
  const known = new WeakMap<K, { readonly answer: T }>();
  return (about) => {
    const found = known.get(about) ?? { answer: answer(about) };
    known.set(about, found);
    return found.answer;
  };
}
