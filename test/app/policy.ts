import { definePolicy } from 'trellis';

export const policy = definePolicy({
  scoring: {
    ideal: {
      size: { from: 50, to: 5000 },
      industries: ['logistics', 'manufacturing'],
      seniorities: ['manager', 'director', 'executive'],
      regions: ['Europe', 'North America'],
    },
  },
  dispositions: { lost: { reasons: { price: { label: 'Price' } } } },
});
