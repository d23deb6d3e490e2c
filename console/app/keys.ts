import { useEffect, useRef } from 'react';

type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** How long `g` waits for the key of a page. */
const SECOND_KEY_WITHIN_MS = 1_200;

/**
 * Listens to keys anywhere on the page, but not while somebody types into a field. Two keys in a row are one name: `g d`.
 * @example
 * useKeys({ j: () => move(1), k: () => move(-1), 'g d': () => navigate({ to: '/my-day' }) });
 */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    let first: { readonly key: string; readonly at: number } | undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target)) return;
      const pair = first && event.timeStamp - first.at < SECOND_KEY_WITHIN_MS ? `${first.key} ${event.key}` : undefined;
      first = { key: event.key, at: event.timeStamp };
      const name = [pair, named(event)].find((name) => name !== undefined && Object.hasOwn(latest.current, name));
      if (name === undefined) return;
      event.preventDefault();
      latest.current[name]!(event);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** ⌘ and Ctrl are one key here; with Alt, a key belongs to the browser. */
function named({ key, metaKey, ctrlKey, altKey }: KeyboardEvent): string | undefined {
  if (altKey) return undefined;
  return metaKey || ctrlKey ? `mod+${key.toLowerCase()}` : key;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role=dialog] *');
}
