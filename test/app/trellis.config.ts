import { defineTrellis } from 'trellis/config';
import { policy } from './policy.ts';
import { programs } from './programs/index.ts';

/** The app of a company that sells something: what the platform's tests run. */
export default defineTrellis({
  dir: import.meta.dirname,
  programs,
  policy,
  sender: {
    name: 'Sundry',
    address: 'hello@mail.example.com',
    postalAddress: 'Sundry, 1 Main Street, Springfield',
  },
});
