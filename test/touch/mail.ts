import type { OutgoingEmail } from '../../activities/touch/mailer.ts';

/** A mail to somebody, as a touch would make it. */
export const aMail = (changes: Partial<OutgoingEmail> = {}): OutgoingEmail => ({
  key: '0193f7b4-0000-7000-8000-000000000001/1/1',
  messageId: '<0123456789abcdef@mail.baywright.example.com>',
  envelopeFrom: 'b-0193f7b400007000800000000000000001-1-1-0123456789ab@mail.baywright.example.com',
  from: { name: 'Nora at Baywright', address: 'nora@mail.baywright.example.com' },
  to: { name: 'Ann Harper', address: 'ann.harper@fleetly.example' },
  date: Date.parse('2026-03-10T10:00:00Z'),
  subject: 'A guide',
  html: '<p>A guide.</p>',
  text: 'A guide.',
  headers: {
    'List-Unsubscribe': `<https://go.baywright.example.com/u/${'x'.repeat(120)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'List-Id': '"Nora at Baywright" <mails.mail.baywright.example.com>',
    'Feedback-ID': 'campaign:market-guide:educate:trellis',
  },
  links: {},
  ...changes,
});
