import type { Claim } from '../../db/columns.ts';
import { cut } from '../../domain/text/cut.ts';
import { fieldKey, type LeadFields } from '../../domain/people/lead-fields.ts';
import { readData, type DataFields, type EngagementData } from '../../domain/scoring/engagement-data.ts';
import { isHarmlessName } from '../../domain/people/harmless-name.ts';
import { addressesIn } from '../import/addresses.ts';
import { yesOrNo } from '../import/answers.ts';
import { storable } from '../import/cell-text.ts';
import { idInput } from '../procedures/instant-input.ts';
import { VISITOR_FIELD } from './snippet.ts';
import type { LeadField } from '../import/fields.ts';
import { proposeMapping } from '../import/propose-mapping.ts';

/** A form as it was submitted, cleaned so that all of it can be saved. */
export interface FilledForm {
  readonly email: string;
  readonly claim: Claim;
  /** The tick under the consent sentence. */
  readonly agrees: boolean;
  /** The hidden field is filled in, which only a machine does. */
  readonly isMachine: boolean;
}

/** People don't see this field, so only a machine fills it in. */
export const HONEYPOT_FIELD = 'website_url';
export const MESSAGE_FIELD = 'message';

/** Fields that say nothing about the visitor. */
const ours: readonly string[] = [HONEYPOT_FIELD, MESSAGE_FIELD, VISITOR_FIELD];

/** The most characters in the name of a field, in a value and in the message. */
const MOST = { name: 100, value: 200, message: 10_000 } as const;

const shapes = {
  name: isHarmlessName,
  value: (text: string) => text.length <= MOST.value,
  /** Headcounts: at most what an integer column can hold. */
  number: (text: string) => /^\d[\d.,\s]{0,12}$/.test(text) && Number(text.replaceAll(/\D/g, '')) < 2 ** 31,
} as const satisfies Record<string, (text: string) => boolean>;

type Shape = keyof typeof shapes;

/** What visitors may say about themselves, and its format. They can't set what we may do with it. */
const theirs = {
  firstName: 'name',
  lastName: 'name',
  name: 'name',
  title: 'name',
  company: 'name',
  phone: 'value',
  size: 'number',
  industry: 'name',
  country: 'value',
  state: 'value',
} as const satisfies Partial<Record<LeadField, Shape>>;

/**
 * Reads the fields of a form.
 * @param asked the fields of the app that the form asks for
 * @param questions its own questions
 * @param data what the act may be about, by the fields of its kind
 * @returns undefined when it is none
 */
export function readForm(
  body: unknown,
  asked: LeadFields = {},
  questions: LeadFields = {},
  data: DataFields = {},
): FilledForm | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const entries = Object.entries(body);
  const given = new Map(entries.map(([name, value]) => [cut(storable(name), MOST.name), readable(textOf(value))]));
  const isMachine = Boolean(given.get(HONEYPOT_FIELD));
  const words = cut(given.get(MESSAGE_FIELD) ?? '', MOST.message);
  const { mapping } = proposeMapping(
    [...given.keys()].filter((name) => !ours.includes(name)),
    [],
    { fields: { ...asked, ...questions } },
  );
  const valueOf = (field: LeadField): string => given.get(mapping[field] ?? '') ?? '';
  const shaped: [string, Shape][] = [
    ...Object.entries(theirs),
    ...Object.entries(asked).map(([name, { kind }]): [string, Shape] => [fieldKey(name), kind === 'text' ? 'name' : 'value']),
    ...Object.keys(questions).map((name): [string, Shape] => [fieldKey(name), 'value']),
  ];
  const fields = shaped.flatMap(([field, shape]) => {
    const value = valueOf(field as LeadField);
    return value !== '' && shapes[shape](value) ? [[field, value]] : [];
  });
  return {
    email: addressesIn(valueOf('email'))[0] ?? valueOf('email'),
    claim: {
      fields: Object.fromEntries(fields) as Claim['fields'],
      words: words || undefined,
      data: dataIn(data, given),
      visitor: idInput.safeParse(given.get(VISITOR_FIELD)).data,
    },
    agrees: yesOrNo(valueOf('consentBasis')) === true,
    isMachine,
  };
}

/** What the form says the act is about, in inputs with the names of the fields. Like a broken value, one that is none is left out. */
function dataIn(fields: DataFields, given: ReadonlyMap<string, string>): EngagementData | undefined {
  const entries = Object.entries(fields).flatMap(([field, kind]) => {
    const value = readData(kind, given.get(field) ?? '');
    return value === undefined ? [] : [[field, value] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** Removes broken characters: unlike a file, a form has no way to report them. */
const readable = (text: string): string => storable(text).replaceAll('\ufffd', '').trim();

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
