import { Command } from 'commander';
import type { Caller } from '../../testing/caller.ts';
import { callApi } from '../api-client.ts';
import { CliError } from '../cli-error.ts';
import { asJson } from '../listed.ts';
import { printable } from '../printable.ts';

type Campaigns = Caller['campaigns'];

/** What a procedure of campaigns answers. */
export type Answer<Name extends keyof Campaigns> = Awaited<ReturnType<Campaigns[Name]>>;

/** Asks a procedure of campaigns. */
export const ask = async <Name extends keyof Campaigns>(name: Name, input?: unknown): Promise<Answer<Name>> =>
  (await callApi(`campaigns.${name}`, input)) as Answer<Name>;

const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text);

/** The id of a campaign that is named by its name or its id. @throws CliError with the names that there are */
export async function campaignIdOf(named: string): Promise<string> {
  if (isId(named)) return named;
  let latest: Answer<'list'>['items'] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await ask('list', { after, limit: 1_000 });
    const found = items.find(({ name }) => name === named);
    if (found) return found.id;
    if (latest.length === 0) latest = items;
    if (next === undefined) break;
    after = next;
  }
  const names = latest.slice(0, 10).map(({ name }) => `"${name}"`);
  throw new CliError('badArgument', `there is no campaign "${named}". The latest ones: ${names.join(', ') || 'none'}.`);
}

/** A verb about one campaign; `--json` prints the answer as it is. */
export const verb = <Options extends object, A>(
  name: string,
  description: string,
  { act, text }: { act: (campaignId: string, options: Options) => Promise<A>; text: (answer: A) => string },
): Command =>
  new Command(name)
    .description(description)
    .argument('<campaign>', 'its name or its id')
    .option('--json', 'print the answer as JSON')
    .action(async (named: string, { json, ...options }: Options & { json?: boolean }) => {
      const answer = await act(await campaignIdOf(named), options as Options);
      console.log(json ? asJson(answer) : printable(text(answer)));
    });
