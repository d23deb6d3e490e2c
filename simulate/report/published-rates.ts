/** What others report about a rate, as shares from 0 to 1, and who says so. */
export interface Published {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly source: string;
}

const mailchimp = 'mailchimp.com/resources/email-marketing-benchmarks, all accounts and B2B industries';
const nurture = 'new-rebellion.com/benchmarks/email-marketing-open-click-rates, B2B nurture and newsletters';
const waterfall = 'mv3marketing.com/glossary/demand-waterfall, B2B enterprises';

/** Published rates for campaigns to unselected people. The people of the demo are warmer, so that each of its few leads shows something. */
export const publishedRates = {
  opened: { label: 'of the emails are opened', from: 0.22, to: 0.45, source: nurture },
  clicked: { label: 'are clicked by a person', from: 0.02, to: 0.04, source: mailchimp },
  unsubscribed: { label: 'are followed by an opt-out', from: 0.002, to: 0.005, source: mailchimp },
  mql: { label: 'of the leads become MQLs', from: 0.1, to: 0.25, source: waterfall },
  sal: { label: 'of the MQLs are accepted by sales', from: 0.4, to: 0.6, source: waterfall },
  opportunity: { label: 'of those become opportunities', from: 0.5, to: 0.7, source: waterfall },
  customer: { label: 'of those are won', from: 0.2, to: 0.3, source: waterfall },
} as const satisfies Record<string, Published>;

export type PublishedRate = keyof typeof publishedRates;
