import type { OutcomeReport } from '../lead/messages.ts';

/** What a rep gives with a report, as far as it concerns the lead. */
type Details = Pick<OutcomeReport, 'track' | 'recycleReason' | 'meetingAt' | 'channels' | 'owner'> & {
  readonly at?: OutcomeReport['until'];
};

/** The facts of a report, which the lead may be told; what the rep wrote is not among them. */
export const factsOf = ({ at, track, recycleReason, meetingAt, channels, owner }: Undefinable<Details>) => ({
  ...(at !== undefined && { until: at }),
  ...(track && { track }),
  ...(recycleReason && { recycleReason }),
  ...(meetingAt !== undefined && { meetingAt }),
  ...(channels && { channels }),
  ...(owner && { owner }),
});

type Undefinable<T> = { readonly [K in keyof T]: T[K] | undefined };
