import { definePolicy } from '../../../domain/policy/policy.ts';

const reasons = { waitedTooLong: { label: 'Waited too long for us', rest: '3 days', to: 'connect', owner: 'any' } } as const;

declare module '../../../domain/register.ts' {
  interface Register {
    recycleReasons: typeof reasons;
  }
}

/** What a company might decide about sales: an SLA, a reason and a disposition of its own, and fewer attempts. */
export const policy = definePolicy({
  slas: {
    keyAccount: {
      label: 'First call on a key account',
      from: 'the lead became ready for sales',
      met: 'a call was attempted',
      ladder: [
        { rung: 'remind', after: '1 working hour' },
        { rung: 'recycle', after: '3 working hours' },
      ],
      recycleAs: 'waitedTooLong',
    },
  },
  cadence: { most: 2 },
  recycle: { reasons },
  dispositions: {
    gatekeeper: { label: 'Got the gatekeeper', menus: ['sdr'], requires: [], next: 'retry', contact: false, by: 'phone' },
    noAnswer: { label: 'Rang out' },
  },
  callGuide: { pain: 'What hurts?' },
});
