import { useState } from 'react';
import { applyTheme, chosenTheme, themes, type Theme } from './theme.ts';

/** Light, dark, or as the system. */
export function ThemeChoice() {
  const [theme, setTheme] = useState(chosenTheme);
  const choose = (chosen: Theme) => {
    applyTheme(chosen);
    setTheme(chosen);
  };
  return (
    <label>
      <span className="visually-hidden">Theme</span>
      <select value={theme} onChange={({ target }) => choose(target.value as Theme)}>
        {Object.entries(themes).map(([key, label]) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
