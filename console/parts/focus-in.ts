import { useEffect, useRef, type RefObject } from 'react';

/**
 * Keeps the focus at its place in a list that is drawn only in part. When the line with the focus leaves, its neighbour gets it;
 * when what is open closes, its line does.
 */
export function useFocusIn(
  list: RefObject<HTMLElement | null>,
  keys: readonly string[],
  openKey: string | undefined,
  show: (index: number) => void,
) {
  const last = useRef<{ readonly key: string | undefined; readonly index: number }>(undefined);
  const wasOpen = useRef(openKey);

  const on = (index: number) => {
    last.current = { key: keys[index], index };
    show(index);
    // The line may be drawn only after the list has moved.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-index="${index}"] a[data-opens]`)?.focus());
  };

  useEffect(() => {
    const closed = openKey === undefined && wasOpen.current !== undefined;
    wasOpen.current = openKey;
    if (!last.current || keys.length === 0) return;
    const now = keys.indexOf(last.current.key ?? '');
    const hasLeft = now < 0;
    if (hasLeft || closed) {
      const index = hasLeft ? Math.min(last.current.index, keys.length - 1) : now;
      if (isNowhere()) on(index);
      else last.current = { key: keys[index], index };
    } else last.current = { key: last.current.key, index: now };
  });

  return {
    /** Gives the focus to a line. */
    on,
    /** A line got the focus. */
    moved: (index: number) => void (last.current = { key: keys[index], index }),
    /** The line that has the focus, or had it last; at first, the first one. */
    at: () => last.current?.index ?? 0,
  };
}

/** Whether nothing has the focus, or something that waits for no keys. */
const isNowhere = (): boolean => document.activeElement === document.body || document.activeElement?.matches('section') === true;
