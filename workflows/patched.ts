import * as temporal from '@temporalio/workflow';

/**
 * Whether the lead comes to this place under the changed code: true for leads that come here from now on, false for those that passed it
 * before the change. Take a name that the app has never used. It is Temporal's: https://docs.temporal.io/develop/typescript/versioning
 * @example if (patched('a-day-first')) await lead.pause('1 day');
 */
export const patched = (name: string): boolean => temporal.patched(name);

/**
 * Takes the place of `patched` when no lead is left that began before the change. Drop it after one more such time.
 * @example deprecatePatch('a-day-first');
 */
export const deprecatePatch = (name: string): void => temporal.deprecatePatch(name);
