import { expect, test } from 'vitest';
import { standardPersonas } from '../../domain/people/persona.ts';
import { readForm } from '../../api/pages/form-fields.ts';
import { readPlacedForm } from '../../api/pages/form-id.ts';
import { addressesIn } from '../../api/import/addresses.ts';
import { consentWord, saysOut, meansNo, yesOrNo } from '../../api/import/answers.ts';
import { cellText } from '../../api/import/cell-text.ts';
import { CsvReader } from '../../api/import/csv-reader.ts';
import { orderIn, readDate } from '../../api/import/dates.ts';
import { dialectOf } from '../../api/import/dialect.ts';
import { leadFields } from '../../api/import/fields.ts';
import { fieldOf } from '../../api/import/headers.ts';
import { normaliseRow } from '../../api/import/normalise-row.ts';
import { employees } from '../../api/import/sizes.ts';
import { looksLikeMachine } from '../../api/pages/machine.ts';
import { addressesIn as addressesInField, messageIdsIn } from '../../api/mail/addresses.ts';
import { createLinkSigner } from '../../content/link-signer.ts';
import { isPlausibleAddress } from '../../domain/people/address.ts';
import { companyDomainOf } from '../../domain/people/company-domain.ts';
import { companyName } from '../../domain/people/company-name.ts';
import { countryCode } from '../../domain/people/country.ts';
import { blameOf } from '../../domain/contact/mail-status.ts';
import { readName } from '../../domain/people/person-name.ts';
import { phoneNumber } from '../../domain/people/phone.ts';
import { understandReply } from '../../domain/reply/understand-reply.ts';
import { personaOf } from '../../domain/people/title.ts';
import { zoneFor, zoneNamed } from '../../domain/time/zone.ts';
import { alphabets, full, milliseconds } from './patterns.ts';
import { standardConsent } from '../../domain/contact/consent-policy.ts';

const MEGABYTE = 1_000_000;
/** Milliseconds of a core. */
const BUDGET = 100;

const links = createLinkSigner('a secret for tests, of 32 letters or more', 'https://go.example.com', { now: () => 0 });
const row = {
  source: 'x',
  consentBasis: 'none',
  consent: standardConsent,
  personas: standardPersonas,
  at: 0,
  zone: 'UTC',
} as const;

/** All that reads text from outside in the process that answers requests. Emails are taken apart in a thread with a deadline. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  // Bodies and heads of requests have 16 KB; a test of limits shows it.
  'a form': (whole) => {
    const text = whole.slice(0, 16_384 / 6);
    return readForm({ email: text, name: text, company: text, phone: text, [text]: text, message: text });
  },
  'an address': isPlausibleAddress,
  'addresses in a cell': addressesIn,
  'addresses in a field of a mail': addressesInField,
  'message ids': messageIdsIn,
  'a cell': cellText,
  'a header': fieldOf,
  'a yes or no': (text) => [yesOrNo(text), saysOut(text), meansNo(text), consentWord(text)],
  'a date': (text) => [orderIn(text), readDate(text, 'dayFirst')],
  'a size': employees,
  'a name': (text) => readName({ name: text, firstName: text, lastName: text }),
  'a title': personaOf,
  'a phone number': (text) => phoneNumber(text, 'DE'),
  'a company': companyName,
  'a domain': companyDomainOf,
  'a country': countryCode,
  'a zone': (text) => [zoneFor('US', text), zoneNamed(text)],
  'a file': (text) => [...new CsvReader(',').read(text, true)].length,
  'the start of a file': (text) => {
    try {
      return dialectOf(text.slice(0, 256 * 1024));
    } catch {
      return undefined; // it has no header
    }
  },
  'the answer of a mail server': (text) => blameOf({ text }),
  'a reply': (text) => understandReply({ subject: text, body: text }),
  'a link': (text) => links.verify(text),
  'an envelope': (text) => links.verifyEnvelope(text),
  'a signed form': (text) => readPlacedForm(links, text),
  'a browser': (text) =>
    looksLikeMachine({ method: 'GET', userAgent: text.slice(0, 16_384), headers: { purpose: text.slice(0, 16_384) } }),
  ...Object.fromEntries(
    Object.keys(leadFields).map((field) => [
      `the field ${field}`,
      (text: string) => normaliseRow({ email: 'a@b.example', [field]: text }, row),
    ]),
  ),
};

const pieces = [...alphabets, 'a@b.example ', '"a",', '=41', 'stop ', '> ', 'Am 1.1. schrieb ', 'unsubscribe?\n'];

test.each(Object.entries(readers))('a megabyte of any alphabet as %s is read in no time', { timeout: 120_000 }, (_, read) => {
  const slow = pieces.filter((piece) =>
    // A short text first: what grows with the square of it is not tried with a long one.
    [MEGABYTE / 20, MEGABYTE].some((length) => milliseconds(() => read(full(piece, length)), BUDGET) > BUDGET),
  );
  expect(slow).toEqual([]);
});
