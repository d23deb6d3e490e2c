import { Command, InvalidArgumentError, Option } from 'commander';
import { consentBases } from '../domain/contact/consent.ts';
import type { Outputs } from '../client/index.ts';
import { callApi } from './api-client.ts';
import { campaignIdOf } from './campaign/known.ts';
import { asJson } from './listed.ts';
import { printableLine } from './printable.ts';

/** Values by the names of fields; null deletes one. */
export type Values = Readonly<Record<string, string | null>>;

/** Parses `title=Director`; `title=` deletes the value. */
export function valueOf(pair: string, before: Values = {}): Values {
  const [, field, value] = /^([A-Za-z]+)=(.*)$/s.exec(pair) ?? [];
  if (field === undefined) throw new InvalidArgumentError('expected field=value, such as title=Director.');
  return { ...before, [field]: value === '' ? null : value! };
}

interface AddOptions {
  readonly source: string;
  readonly basis: string;
  readonly into?: string;
  readonly json?: true;
}

/** `trellis leads add`. */
export const addCommand = (): Command =>
  new Command('add')
    .description('Adds a lead, or completes a known one, and says what happens next.')
    .argument('<address>', 'such as ann@example.com')
    .argument('[values...]', 'such as firstName=Ann company="Pier 7" country=NL', valueOf)
    .requiredOption('--source <name>', 'where the lead comes from')
    .addOption(
      new Option('--basis <basis>', 'the consent basis; none: saved, but no emails')
        .choices([...Object.keys(consentBases), 'none'])
        .makeOptionMandatory(),
    )
    .option('--into <campaign>', 'the name or the id of a campaign for it to enter')
    .option('--json', 'print the answer as JSON')
    .action(async (email: string, values: Values = {}, { source, basis, into, json }: AddOptions) => {
      const said = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
      const input = { lead: { ...said, email }, source, consentBasis: basis, into: into && (await campaignIdOf(into)) };
      const added = (await callApi('leads.add', input)) as Outputs['leads']['add'];
      console.log(json ? asJson(added) : addedText(email, added));
    });

const addedText = (email: string, { leadId, created, next }: Outputs['leads']['add']): string =>
  [created ? `Added ${email}.` : `${email} was already known; new values are saved.`, next, `See: trellis story ${leadId}`].join(
    ' ',
  );

/** `trellis leads update`. */
export const updateCommand = (): Command =>
  new Command('update')
    .description('Corrects a lead.')
    .argument('<lead>', 'its id or its address')
    .argument('<values...>', 'such as email=ann@lee.example company=lee.example country=NL; title= deletes the value', valueOf)
    .option('--json', 'print the answer as JSON')
    .action(async (leadId: string, values: Values, { json }: { json?: true }) => {
      const answer = (await callApi('leads.update', { leadId, ...values })) as Outputs['leads']['update'];
      console.log(json ? asJson(answer) : correctedText(answer));
    });

function correctedText({ changes, next }: Outputs['leads']['update']): string {
  if (changes.length === 0) return 'These are the values that it has.';
  const lines = changes.map(({ field, before, after }) => printableLine(`${field}: ${before ?? '–'} → ${after ?? '–'}`));
  return [...lines, next].join('\n');
}
