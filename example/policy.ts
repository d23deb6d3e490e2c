import { definePolicy, standardRouting } from 'trellis';

/** The pages that only Baywright has. */
const pages = { calculator: { label: 'savings calculator', position: 'middle' } } as const;

/** What only Baywright asks about a lead. */
const fields = {
  docks: { label: 'Docks', kind: 'number', headers: ['dock doors', 'loading docks', 'number of docks'], personal: false },
  renewal: { label: 'Contract ends', kind: 'date', headers: ['renewal', 'renewal date', 'contract end'], personal: false },
} as const;

/** What leads do in the product, and which webinar they come to. */
const engagements = {
  attended: { data: { webinar: 'text' } },
  cancelled: { label: 'gave up their seat', human: true, data: { webinar: 'text' } },
  doorSetUp: { label: 'set up a door in the trial', human: true, position: 'bottom' },
  trucksBooked: { label: 'had trucks booked in the trial', human: true, position: 'bottom', data: { trucks: 'number' } },
  gotStuck: { label: 'got stuck in the trial', human: true, position: 'bottom' },
  trialEnded: { label: 'ended the trial', human: true },
} as const;

declare module 'trellis' {
  interface Register {
    pages: typeof pages;
    fields: typeof fields;
    engagements: typeof engagements;
  }
}

/** Docks from which a site is large. */
export const LARGE_SITE = 40;

const { dealOwner, colleague, accountOwner, previous, territory, rotation } = standardRouting;

/** What Baywright decides about its leads. */
export const policy = definePolicy({
  pages,
  fields,
  engagements,
  routing: [
    dealOwner,
    colleague,
    accountOwner,
    previous,
    {
      words: 'knows large sites',
      pick: ({ able, lead }) =>
        (lead.fields.docks ?? 0) >= LARGE_SITE ? able.filter(({ territories }) => territories.includes('Large sites')) : [],
      rotation: () => 'Large sites',
    },
    territory,
    rotation,
  ],
  sending: { gap: '2 days', mostPerWeek: 3 },
  scoring: {
    // Companies with docks that trucks drive up to.
    ideal: {
      size: { from: 50, to: 5000 },
      industries: ['logistics', 'manufacturing', 'retail', 'wholesale', 'food'],
      seniorities: ['manager', 'director', 'executive'],
      regions: ['Europe', 'North America'],
    },
    interest: {
      click: { label: 'clicked', on: 'clicked', points: 5, most: 15 },
      download: { label: 'downloaded', on: 'downloaded', points: 10, most: 30 },
      webinar: { label: 'attended a webinar', on: 'attended', points: 15, most: 30 },
      pricing: { label: 'visited the pricing page', on: 'visited', page: 'pricing', points: 15, most: 30 },
      calculator: { label: 'used the calculator', on: 'visited', page: 'calculator', points: 20, most: 20 },
      trial: { label: 'started a trial', on: 'trialStarted', points: 25, most: 25 },
      activated: { label: 'activated the trial', on: 'activated', points: 30, most: 30 },
      careers: { label: 'visited the careers page', on: 'visited', page: 'careers', points: -10, most: -10 },
    },
  },
  dispositions: {
    lost: {
      reasons: {
        price: { label: 'Price' },
        product: { label: 'Something was missing' },
        competitor: { label: 'Chose a competitor' },
        stopped: { label: 'The project was stopped' },
      },
    },
  },
});
