import { mappingInput } from '../api/import/import-input.ts';
import type { Encoding } from '../api/import/encoding.ts';
import { fileSource, readText } from '../api/import/source.ts';
import { Refusal } from '../api/procedures/refusal.ts';
import { createClient, type Client } from '../client/index.ts';
import type { Colleague } from '../simulate/sales/colleague.ts';
import { seedDeals } from './people/seed-deals.ts';
import { leadsFile } from './people/write-csv.ts';
import { CliError } from '../cli/cli-error.ts';
import { hire } from './hire.ts';
import type { DemoOptions } from './options.ts';
import { launchTime, type World } from './world.ts';

export type Imported = Awaited<ReturnType<Client['imports']['run']['mutate']>>;
export type Launched = Awaited<ReturnType<Client['campaigns']['launch']['mutate']>>;

/** The start of the campaign. */
export interface Launch {
  readonly file: string;
  readonly imported: Imported;
  readonly launched: Launched;
  /** The program that it is for: the example's only one. */
  readonly program: string;
  readonly deals: number;
  readonly colleagues: readonly Colleague[];
  readonly marketer: Client;
}

/** A CSV file, its path, and its encoding. */
export interface LeadsFile {
  readonly file: string;
  readonly csv: string;
  readonly encoding: Encoding;
}

/** @throws CliError when the file is missing or its encoding is unknown */
export async function readLeads(file: string = leadsFile): Promise<LeadsFile> {
  const { encoding, csv } = await decoded(file).catch((cause: unknown) => {
    const why = cause instanceof Refusal ? cause.message : `the file can't be read (${(cause as Error).message}).`;
    throw new CliError('badArgument', `--leads ${file}: ${why}`, cause);
  });
  return { file, csv, encoding };
}

const decoded = async (file: string) => ({ encoding: (await fileSource(file)).encoding, csv: await readText(file) });

/** How many days the leads take to enter, and how many hours each entry varies, as on a real launch. */
const ENTERS = { spreadDays: 8, jitterHours: 6 } as const;

/**
 * Sets up the teams, imports the file and launches the campaign, as a marketer would.
 * @param tell gets the result of the import's dry run
 */
export async function launchCampaign(
  world: World,
  { file, csv }: LeadsFile,
  options: DemoOptions,
  tell: (imported: Imported) => void,
): Promise<Launch> {
  const { app, platform, clock } = world;
  const isExampleFile = file === leadsFile;
  const colleagues = await hire(world);
  const marketer = createClient(platform.apiUrl, await platform.createKey('marketer', 'demo'));
  const mapping = mappingInput.parse(options.mapping ?? []);
  const order = {
    file: { csv },
    source: 'demo',
    consentBasis: isExampleFile ? ('none' as const) : options.basis,
    mapping,
    ignore: [...(options.ignore ?? [])],
  };
  tell(await marketer.imports.run.mutate({ ...order, dryRun: true }));
  const imported = await marketer.imports.run.mutate(order);
  const deals = !isExampleFile ? 0 : await seedDeals(marketer, colleagues, clock.now());
  await launchTime(world);
  const program = Object.keys(app.programs)[0]!;
  const launched = await marketer.campaigns.launch.mutate({
    name: 'Rehearsal',
    program,
    everybody: true,
    cost: 4_800,
    ...ENTERS,
  });
  return { file, imported, launched, program, deals, colleagues, marketer };
}
