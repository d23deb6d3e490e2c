export const themes = { system: 'System default', light: 'Light', dark: 'Dark' } as const;

export type Theme = keyof typeof themes;

const KEY = 'theme';
const listeners = new Set<() => void>();

/** The theme that this person has chosen in this browser. */
export function chosenTheme(): Theme {
  const saved = localStorage.getItem(KEY);
  return saved === 'light' || saved === 'dark' ? saved : 'system';
}

/** Shows the page in a theme, by default in the chosen one, and remembers it. */
export function applyTheme(theme: Theme = chosenTheme()): void {
  localStorage.setItem(KEY, theme);
  document.documentElement.dataset['theme'] = theme;
  for (const tell of listeners) tell();
}

/** Tells of each change of the theme. @returns what ends that */
export function onTheme(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
