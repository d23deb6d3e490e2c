import type { Instant } from '../../domain/time/clock.ts';

/** An instant as answers give it: `2026-03-10T10:00:00.000Z`; nothing stays nothing. */
export function iso(at: Instant | Date): string;
export function iso(at: Instant | Date | null | undefined): string | undefined;
export function iso(at: Instant | Date | null | undefined): string | undefined {
  return at === null || at === undefined ? undefined : new Date(at).toISOString();
}
