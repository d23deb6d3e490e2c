import { defineTrellis } from 'trellis/config';
import { sms } from 'trellis/channels';
import { policy } from './policy.ts';
import { programs } from './programs/index.ts';

/** The app of a company that sells something: what the platform's tests run. */
export default defineTrellis({
  dir: import.meta.dirname,
  programs,
  policy,
  channels: [
    sms({
      sender: 'Sundry',
      company: 'Sundry',
      contact: 'hello@mail.example.com',
      url: process.env.SMS_GATEWAY_URL ?? 'https://texts.example.com',
      token: process.env.SMS_GATEWAY_TOKEN ?? 'no gateway',
    }),
  ],
  sender: {
    name: 'Sundry',
    address: 'hello@mail.example.com',
    postalAddress: 'Sundry, 1 Main Street, Springfield',
  },
});
