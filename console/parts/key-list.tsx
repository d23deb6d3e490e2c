import { Link, useNavigate, type LinkProps } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import { useKeys } from '../app/keys.ts';
import { useFocusIn } from './focus-in.ts';
import styles from './key-list.module.css';

interface KeyListProps<Item> {
  /** What the list holds, for people who don't see it. */
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** Where an item leads. */
  readonly linkOf: (item: Item) => LinkProps;
  /** The item that is open. */
  readonly openKey?: string | undefined;
  readonly children: (item: Item) => ReactNode;
  /** What surrounds the link of an item, such as buttons below it. */
  readonly around?: (item: Item, link: ReactNode) => ReactNode;
  /** What follows the last line. */
  readonly foot?: ReactNode;
  /** Asks for the next page; missing when there is none. */
  readonly more?: (() => void) | undefined;
}

/** The height of a line before it is measured, in pixels. */
const LINE = 84;

/**
 * A long list of links. Only what is visible is drawn; `j` and `k` go down and up, Enter opens. The focus stays at its place in the
 * list when what is open closes, and when an item leaves.
 */
export function KeyList<Item>(props: KeyListProps<Item>) {
  const { label, items, keyOf, linkOf, openKey, children, more, around = (_, link) => link, foot } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const lines = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    getItemKey: (index) => keyOf(items[index]!),
    overscan: 8,
  });
  const shown = lines.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= items.length - 5) more?.();
  }, [last, items.length, more]);

  const focus = useFocusIn(scroller, items.map(keyOf), openKey, (index) => lines.scrollToIndex(index));
  const go = (by: number) => {
    const open = items.findIndex((item) => keyOf(item) === openKey);
    // With nothing open, `j` opens the line that has the focus.
    const index = Math.min(items.length - 1, Math.max(0, open >= 0 ? open + by : focus.at() + Math.min(0, by)));
    const item = items[index];
    if (!item) return;
    focus.on(index);
    void navigate({ ...linkOf(item), replace: openKey !== undefined });
  };
  useKeys({ j: () => go(1), k: () => go(-1) });

  return (
    <div ref={scroller} className={styles.scroller}>
      <ul className={styles.list} aria-label={label} style={{ height: lines.getTotalSize() }}>
        {shown.map(({ index, start, key }) => {
          const item = items[index]!;
          return (
            <li
              key={key}
              ref={lines.measureElement}
              data-index={index}
              className={styles.line}
              style={{ transform: `translateY(${start}px)` }}
              aria-setsize={items.length}
              aria-posinset={index + 1}
            >
              {around(
                item,
                <Link
                  {...linkOf(item)}
                  className={styles.link}
                  aria-current={keyOf(item) === openKey || undefined}
                  data-opens
                  onFocus={() => focus.moved(index)}
                >
                  {children(item)}
                </Link>,
              )}
            </li>
          );
        })}
      </ul>
      {foot}
    </div>
  );
}
