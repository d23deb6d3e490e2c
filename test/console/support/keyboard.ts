import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** A keyboard at a page, without a mouse. */
export interface Keyboard {
  /** Presses Tab until the named control has the focus, and checks at each stop that people can see the focus. */
  readonly tabTo: (name: string | RegExp) => Promise<void>;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** What has the focus, by what it says. */
  readonly focused: () => Promise<string>;
  /** Checks that somebody sees what has the focus. */
  readonly isSeen: () => Promise<void>;
}

/** More stops than any page has. */
const MOST_STOPS = 250;

const nameOfFocused = `(() => {
  const { activeElement: at, body } = document;
  // Beyond the last stop, the focus is the browser's own.
  if (at === body) return '';
  const label = at.labels?.[0]?.innerText ?? at.innerText ?? '';
  return (at.ariaLabel ?? label).replace(/\\s+/g, ' ').trim();
})()`;

const lookOfFocused = `(() => {
  const { outlineStyle } = getComputedStyle(document.activeElement);
  const { top, bottom, width } = document.activeElement.getBoundingClientRect();
  return { outline: outlineStyle, inside: width > 0 && bottom > 0 && top < innerHeight };
})()`;

export function keyboardAt(page: Page): Keyboard {
  const { keyboard } = page;
  const focused = async () => await page.evaluate<string>(nameOfFocused);
  const isSeen = async () =>
    expect(await page.evaluate(lookOfFocused), `focus on “${await focused()}”`).toEqual({
      outline: expect.not.stringMatching('none'),
      inside: true,
    });
  return {
    focused,
    isSeen,
    async tabTo(name) {
      const passed: string[] = [];
      for (let stops = 0; stops < MOST_STOPS; stops++) {
        await keyboard.press('Tab');
        const at = await focused();
        if (at !== '') await isSeen();
        if (typeof name === 'string' ? at.startsWith(name) : name.test(at)) return;
        passed.push(at);
      }
      throw new Error(`Tab never comes to ${String(name)}, but to: ${passed.join(' | ')}`);
    },
    async press(...keys) {
      for (const key of keys) await keyboard.press(key);
    },
    type: async (text) => await keyboard.type(text),
  };
}
