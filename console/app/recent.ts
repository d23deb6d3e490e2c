import type { LinkProps } from '@tanstack/react-router';

/** Something that can be opened, or done at once. */
export interface Found {
  readonly group: string;
  readonly label: string;
  readonly about?: string | undefined;
  readonly to: LinkProps;
  /** Does it instead. */
  readonly run?: () => void;
}

const KEY = 'trellis.recent';
/** How many are remembered. */
const MOST = 6;

/** What somebody opened last, in this tab: names of people are not left in the browser when it closes. */
export function recent(): readonly Found[] {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Found[];
  } catch {
    return [];
  }
}

/** Remembers what was opened, the last one first. */
export function remembered(item: Found): void {
  const others = recent().filter(
    ({ group, label, about }) => `${group} ${label} ${about}` !== `${item.group} ${item.label} ${item.about}`,
  );
  sessionStorage.setItem(KEY, JSON.stringify([item, ...others].slice(0, MOST)));
}
