/** A bucket: so many at once, and after that as many as come back in an hour of program time. */
export interface FormRate {
  readonly atOnce: number;
  readonly perHour: number;
}

/** How many requests forms take from one place, and in one name. A form by which somebody says no is not limited. */
export const formRates = {
  /** An office, or the visitors of a fair, behind one IP address. */
  network: { atOnce: 60, perHour: 60 },
  /** A person who corrects and sends again. */
  address: { atOnce: 6, perHour: 6 },
  /** What stands behind a plus is for anybody to choose. */
  mailbox: { atOnce: 10, perHour: 10 },
  /** A company of which many come to the same webinar. Providers that give everybody a mailbox are not counted. */
  domain: { atOnce: 100, perHour: 100 },
} as const satisfies Record<string, FormRate>;

export type FormRateName = keyof typeof formRates;
