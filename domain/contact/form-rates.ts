/** A token bucket: `atOnce` requests at once, and then `perHour` more in each hour of program time. */
export interface FormRate {
  readonly atOnce: number;
  readonly perHour: number;
}

/** How many form requests Trellis takes from one place and for one name. Forms that say no, such as an opt-out, have no limit. */
export const formRates = {
  /** One IP address may be an office, or all visitors of a fair. */
  network: { atOnce: 60, perHour: 60 },
  /** A person may correct a form and send it again. */
  address: { atOnce: 6, perHour: 6 },
  /** One mailbox has any number of addresses: anyone can choose the tag after a plus. */
  mailbox: { atOnce: 10, perHour: 10 },
  /** Many employees of a company may come to the same webinar. Free-mail providers are not counted. */
  domain: { atOnce: 100, perHour: 100 },
  /** Links that sign in, from one network: an office may come back from its holidays. */
  signInNetwork: { atOnce: 60, perHour: 60 },
  /** Links that sign in, for one address. */
  signInAddress: { atOnce: 6, perHour: 12 },
} as const satisfies Record<string, FormRate>;

export type FormRateName = keyof typeof formRates;
