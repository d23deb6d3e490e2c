/** Characters. Longer texts seldom repeat. */
const LONGEST = 200;

/**
 * Makes a pure function remember its latest answers, for texts that repeat, such as the titles in a file.
 * @param most how many answers to remember before starting over
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

/** Makes a pure function remember its answer about an object for as long as the object is in use. */
export function rememberWith<K extends object, T>(answer: (about: K) => T): (about: K) => T {
  const known = new WeakMap<K, { readonly answer: T }>();
  return (about) => {
    const found = known.get(about) ?? { answer: answer(about) };
    known.set(about, found);
    return found.answer;
  };
}
