import { suggestion } from '../../domain/text/did-you-mean.ts';
import type { CompiledAttachment } from '../compiled-format.ts';
import type { VariableKind } from '../entry.ts';
import { complainOf, isRecord, shown, type Complain, type FrontMatter } from './front-matter.ts';
import { lintPlaceholders } from './lint-placeholders.ts';
import type { Place } from './expand.ts';

/** The types of files that may be attached, by file extension, and how such a file begins. */
const fileTypes = new Map([
  ['pdf', { type: 'application/pdf', begins: '%PDF-' }],
  ['ics', { type: 'text/calendar; charset=utf-8', begins: 'BEGIN:VCALENDAR' }],
]);
/** Mail servers refuse or filter larger emails, and a download by a link can be counted. */
const LARGEST = 256 * 1024;
const LONGEST_EVENT = 24 * 60;

const EXAMPLE = 'For example "{ file: files/agenda.pdf }" or "{ start: meetingAt, minutes: 30, title: Meeting }".';

interface Reading {
  readonly name: string;
  readonly place: Place;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly variables: Readonly<Record<string, VariableKind>>;
  readonly complain: Complain;
}

function readFile(path: string, { files, complain }: Reading): CompiledAttachment | undefined {
  const bytes = files.get(path);
  const [, ending = ''] = /\.(\w+)$/.exec(path) ?? [];
  const known = fileTypes.get(ending);
  if (!bytes) return complain(`does not exist: "${path}".`, suggestion(path, [...files.keys()]));
  if (!known) return complain(`is "${path}".`, `Attach ${[...fileTypes.keys()].join(' or ')}; link to anything else.`);
  const text = Buffer.from(bytes);
  if (text.toString('latin1', 0, known.begins.length) !== known.begins)
    return complain(`is not a ${ending} file, although it is named "${path}".`, 'Export it again.');
  if (bytes.byteLength > LARGEST)
    return complain(`has ${Math.ceil(bytes.byteLength / 1024)} KB: "${path}".`, 'Attach 256 KB at most; link to larger files.');
  return { is: 'file', name: path.slice(path.lastIndexOf('/') + 1), type: known.type, base64: text.toString('base64') };
}

function readText(key: string, value: unknown, { place, variables, complain }: Reading): string | undefined {
  if (typeof value !== 'string' || value.trim() === '' || /\p{Cc}/u.test(value))
    return complain(`has no ${key} on one line.`, EXAMPLE, key);
  const problems = lintPlaceholders(value, () => place, { variables, links: {} });
  for (const { what, fix } of problems) complain(`has a ${key} in which ${what}`, fix, key);
  return problems.length > 0 ? undefined : value.trim();
}

function readEvent(value: Readonly<Record<string, unknown>>, reading: Reading): CompiledAttachment | undefined {
  const { start, minutes, title, location = '' } = value;
  const { name, variables, complain } = reading;
  const variable = Object.keys(variables).find((one) => one === start && variables[one] === 'instant');
  if (variable === undefined) complain(`starts at "${shown(start)}".`, 'Name a variable of the type instant.', 'start');
  const length = typeof minutes === 'string' && /^\d{1,4}$/.test(minutes) ? Number(minutes) : 0;
  const isLong = length >= 1 && length <= LONGEST_EVENT;
  if (!isLong) complain(`lasts "${shown(minutes)}" minutes.`, `Give a number up to ${LONGEST_EVENT}.`, 'minutes');
  const summary = readText('title', title, reading);
  const place = location === '' ? '' : readText('location', location, reading);
  if (variable === undefined || !isLong || summary === undefined || place === undefined) return undefined;
  return { is: 'event', name: `${name}.ics`, start: variable, minutes: length, title: summary, location: place };
}

const kinds = [
  {
    key: 'file',
    keys: ['file'],
    read: (value: Readonly<Record<string, unknown>>, one: Reading) => readFile(shown(value.file), one),
  },
  { key: 'start', keys: ['start', 'minutes', 'title', 'location'], read: readEvent },
] as const;

function readAttachment(value: unknown, reading: Reading): CompiledAttachment | undefined {
  const kind = isRecord(value) && kinds.find(({ key }) => Object.hasOwn(value, key));
  if (!kind || !isRecord(value)) return reading.complain('has neither a file nor a start.', EXAMPLE);
  for (const unknown of Object.keys(value).filter((key) => !kind.keys.some((one) => one === key)))
    reading.complain(`doesn't know "${unknown}".`, `Put text with commas into quotes. ${EXAMPLE}`, unknown);
  return kind.read(value, reading);
}

/** Reads a content's attachments: files of the app, and calendar events that begin at an instant that the program passes. */
export const readAttachments = (
  matter: FrontMatter,
  file: string,
  { files, variables }: Pick<Reading, 'files' | 'variables'>,
): readonly CompiledAttachment[] =>
  Object.entries(matter.map('attachments')).flatMap(([name, value]) => {
    const complain = complainOf(matter, 'attachments', 'Attachment', name);
    if (!/^[a-z][A-Za-z0-9-]*$/.test(name))
      complain("isn't a name.", 'Use letters, digits and hyphens, beginning with a small letter.');
    const place = { file, line: matter.line('attachments') };
    const attachment = readAttachment(value, { name, place, files, variables, complain });
    return attachment ? [attachment] : [];
  });
