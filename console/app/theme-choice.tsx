import { useSyncExternalStore } from 'react';
import { applyTheme, chosenTheme, onTheme, themes, type Theme } from './theme.ts';

/** Light, dark, or as the system. */
export function ThemeChoice() {
  const theme = useSyncExternalStore(onTheme, chosenTheme);
  return (
    <label>
      <span className="visually-hidden">Theme</span>
      <select value={theme} onChange={({ target }) => applyTheme(target.value as Theme)}>
        {Object.entries(themes).map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
