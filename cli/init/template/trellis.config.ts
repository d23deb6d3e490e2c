import { defineTrellis } from 'trellis/config';
import { programs } from './programs/index.ts';

export default defineTrellis({
  dir: import.meta.dirname,
  programs,
  // Who sends the emails. Put your own here before you send any: the law asks for a name and a postal address.
  sender: {
    name: 'Example Company',
    address: 'hello@mail.example.com',
    postalAddress: 'Example Company, 1 Main Street, Springfield',
  },
});
