import type { OutcomeReport } from '../lead/messages.ts';

/** The details of a rep's report that concern the workflow. */
type Details = Pick<OutcomeReport, 'track' | 'recycleReason' | 'meetingAt' | 'channels' | 'owner'> & {
  readonly at?: OutcomeReport['until'];
};

/**
 * The facts of a report that the workflow may get; the rep's own words are not among them. An absent fact has no key, because
 * `requestOf` hashes the keys of a message.
 */
export const factsOf = ({ at, track, recycleReason, meetingAt, channels, owner }: Undefinable<Details>) => ({
  ...(at !== undefined && { until: at }),
  ...(track && { track }),
  ...(recycleReason && { recycleReason }),
  ...(meetingAt !== undefined && { meetingAt }),
  ...(channels && { channels }),
  ...(owner && { owner }),
});

type Undefinable<T> = { readonly [K in keyof T]: T[K] | undefined };
