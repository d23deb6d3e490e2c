import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Compiled, CompiledContent, VersionName } from './compiled-format.ts';
import type { LeadFields, SavedFields } from '../domain/people/lead-fields.ts';
import type { VariableKind, VariableTypes } from './entry.ts';
import { withoutSender } from './sender-line.ts';
import { createRenderer, type RenderedEmail, type RenderValues } from './render.ts';
import type { StandardValues } from './standard-values.ts';
import { own } from '../domain/text/own.ts';

/** People and a company that don't exist, for previews. */
export const sampleValues: StandardValues = {
  lead: { firstName: 'Amara', company: 'Hollis Paper', timeZone: 'America/New_York', country: 'US' },
  rep: { name: 'Jonas Reiter', title: 'Account Executive', phone: '+1 410 555 0142' },
  consent: { source: 'Newsletter form', at: Date.UTC(2026, 10, 3, 15, 0) },
  sender: { name: 'Acme', address: '1 Main Street, Springfield' },
  pictures: '/i',
  message: { id: 'sample@mail.example.com', at: Date.UTC(2027, 2, 8, 9, 0) },
};

const samples: VariableTypes = {
  text: 'a sample text',
  number: 1250,
  instant: Date.UTC(2027, 2, 11, 15, 0),
  url: 'https://www.example.com/sample',
};

/** What the fields of an app may hold. */
const sampleFields = (fields: LeadFields): SavedFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, { kind, choices = [] }]) => [
      name,
      { text: 'a sample text', number: 1250, date: '2027-03-11', boolean: true, choice: choices[0] ?? '' }[kind],
    ]),
  );

const sampleVariables = (variables: Readonly<Record<string, VariableKind>>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(variables).map(([name, kind]) => [name, samples[kind]]));

/** How a person writes a value of each kind. */
const written: { readonly [K in VariableKind]: (text: string) => VariableTypes[K] } = {
  text: (text) => text,
  number: (text) => (text.trim() === '' ? Number.NaN : Number(text)),
  instant: (text) => Date.parse(text),
  url: (text) => text,
};

/**
 * The variables of a content as a person writes them, and sample values for the others. Instants are written in ISO 8601.
 * What the content does not declare, or can't read, is refused when it is rendered.
 */
export const variablesFrom = (
  declared: Readonly<Record<string, VariableKind>>,
  said: Readonly<Record<string, string>>,
): Record<string, string | number> => ({
  ...sampleVariables(declared),
  ...Object.fromEntries(
    Object.entries(said).map(([name, text]) => {
      const kind = own(declared, name);
      return [name, kind ? written[kind](text) : text];
    }),
  ),
});

/** An address that leads nowhere. */
export const sampleLink = (link: string): string => `https://go.example.com/sample/${link}`;

/** The sample people, with the sending company if it is known. */
export const samplesFrom = ({ name, address }: StandardValues['sender'] = sampleValues.sender): StandardValues => ({
  ...sampleValues,
  sender: { name, address: withoutSender(address, name) },
});

/**
 * A content as somebody would get it, filled with sample values; its links do nothing.
 * @param values takes the place of the sample people, and of the sample variables if it has some
 * @param fields those of the app
 * @param linkFor the address of a link, by its name
 * @throws ContentMissing when there is no such content
 */
export function previewContent(
  compiled: Compiled,
  contentId: string,
  persona: VersionName = 'default',
  values: RenderValues = sampleValues,
  fields: LeadFields = {},
  linkFor: (link: string) => string = sampleLink,
): RenderedEmail {
  const variables = sampleVariables(Object.hasOwn(compiled, contentId) ? (compiled[contentId]?.entry.variables ?? {}) : {});
  const personas = persona === 'default' ? [] : [persona];
  const lead = { fields: sampleFields(fields), ...values.lead };
  return createRenderer(compiled, fields).render(contentId, personas, { variables, ...values, lead }, linkFor);
}

/** As long as the short link of a text. */
const shortLink = (): string => `https://go.example.com/c/${'x'.repeat(45)}`;

/** A version of a text as somebody would get it, filled with sample values. @param fields those of the app */
export function previewText(text: CompiledContent, version: VersionName, fields: LeadFields): string {
  const lead = { ...sampleValues.lead, fields: sampleFields(fields) };
  const values = { ...sampleValues, lead, variables: sampleVariables(text.entry.variables) };
  const personas = version === 'default' ? [] : [version];
  return createRenderer({ text }, fields).render('text', personas, values, shortLink).text.trim();
}

const isVersion = (name: string, versions: object): name is VersionName => Object.hasOwn(versions, name);

/**
 * Writes every version of every content into a folder, emails as HTML and as text, with its attachments, and the pictures beside them.
 * @param dir the content folder, in which the pictures are
 * @param fields those of the app
 * @returns the names of the files, without their endings
 */
export async function writePreviews(
  compiled: Compiled,
  dir: string,
  folder: string,
  sender?: StandardValues['sender'],
  fields?: LeadFields,
): Promise<string[]> {
  await mkdir(join(folder, 'i'), { recursive: true });
  const values = { ...samplesFrom(sender), pictures: 'i' };
  const names: string[] = [];
  for (const { pictures } of Object.values(compiled))
    for (const [name, path] of Object.entries(pictures)) await copyFile(join(dir, path), join(folder, 'i', name));
  for (const [id, { versions }] of Object.entries(compiled)) {
    for (const version of Object.keys(versions)) {
      if (!isVersion(version, versions)) continue;
      const { html, text, subject, preheader, attachments } = previewContent(compiled, id, version, values, fields);
      const name = version === 'default' ? id : `${id}.${version}`;
      if (html !== '') await writeFile(join(folder, `${name}.html`), html);
      const head = html === '' ? '' : `Subject: ${subject}\nPreheader: ${preheader}\n\n`;
      await writeFile(join(folder, `${name}.txt`), `${head}${text}`);
      for (const { filename, content, encoding } of attachments)
        await writeFile(join(folder, `${name}-${filename}`), content, encoding);
      names.push(name);
    }
  }
  return names;
}
