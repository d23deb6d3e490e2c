import { defineTrellis } from 'trellis/config';
import { policy } from './policy.ts';
import { programs } from './programs/index.ts';

/** Baywright: software that schedules the docks at which trucks are loaded. */
export default defineTrellis({
  dir: import.meta.dirname,
  programs,
  policy,
  sender: {
    name: 'Baywright',
    address: 'hello@mail.baywright.example.com',
    postalAddress: 'Baywright, 12 Quay Street, Rotterdam, Netherlands',
  },
});
