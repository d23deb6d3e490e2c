import { defineTrellis } from 'trellis/config';
import { policy } from './policy.ts';
import { programs } from './programs/index.ts';

export default defineTrellis({
  dir: import.meta.dirname,
  programs,
  policy,
  // The sender of the emails. Enter your own before you send any: the law requires a name and a postal address.
  sender: {
    name: 'Example Company',
    address: 'hello@mail.example.com',
    postalAddress: 'Example Company, 1 Main Street, Springfield',
  },
});
