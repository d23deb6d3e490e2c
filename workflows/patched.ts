import * as temporal from '@temporalio/workflow';

/**
 * Whether the lead reaches this place under the changed code: true for leads that reach it from now on, false for leads that passed
 * it before the change. Choose a name that the app has never used. The function is Temporal's:
 * https://docs.temporal.io/develop/typescript/versioning
 * @example if (patched('a-day-first')) await lead.pause('1 day');
 */
export const patched = (name: string): boolean => temporal.patched(name);

/**
 * Replaces `patched` once no lead is left that began before the change. Remove it when no lead is left that began before this
 * replacement.
 * @example deprecatePatch('a-day-first');
 */
export const deprecatePatch = (name: string): void => temporal.deprecatePatch(name);
