import { randomUUID } from 'node:crypto';
import { sms } from 'trellis/channels';
import { defineTrellis } from 'trellis/config';
import { policy } from './policy.ts';
import { programs } from './programs/index.ts';

/** Baywright: software that schedules the docks at which trucks are loaded. */
export default defineTrellis({
  dir: import.meta.dirname,
  programs,
  policy,
  channels: [
    sms({
      sender: 'Baywright',
      company: 'Baywright',
      contact: 'hello@mail.baywright.example.com',
      url: process.env.SMS_GATEWAY_URL ?? 'https://texts.example.com',
      // Nobody can sign with a token that nobody knows.
      token: process.env.SMS_GATEWAY_TOKEN ?? randomUUID(),
      // Only the card at our stand asks for consent to texts; the forms of the website ask for emails.
      covers: ({ basis, source }) => basis === 'optIn' && source === 'stand',
    }),
  ],
  sender: {
    name: 'Baywright',
    address: 'hello@mail.baywright.example.com',
    postalAddress: 'Baywright, 12 Quay Street, Rotterdam, Netherlands',
  },
});
