import { createClient } from '../client/index.ts';
import type { ApiRole } from '../domain/people/roles.ts';
import { DAY } from '../domain/time/duration.ts';
import { castOf } from '../simulate/audience/cast.ts';
import { modelledLeads } from '../simulate/audience/modelled-leads.ts';
import type { Launch } from './launch.ts';
import type { World } from './world.ts';

/** Does what a marketer, a manager and a rep do now and then, so that every page of the console has something to show. */
export async function furnish(
  { app, platform }: Pick<World, 'app' | 'platform'>,
  { colleagues }: Pick<Launch, 'colleagues'>,
): Promise<void> {
  const { clock } = platform;
  const as = async (role: ApiRole, name: string) => createClient(platform.apiUrl, await platform.createKey(role, name));
  const [marketer, admin] = [await as('marketer', 'Mira Lindqvist'), await as('admin', 'demo')];
  const idOf = (key: string): string => colleagues.find((colleague) => colleague.key === key)!.repId;

  await admin.team.away.mutate({
    rep: idOf('callum'),
    from: clock.now() + DAY,
    to: clock.now() + 6 * DAY,
    cover: idOf('jonas'),
  });
  await marketer.segments.save.mutate({ name: 'Large sites in Germany', audience: 'country is DE and size from 500 to 100000' });
  await marketer.suppressions.import.mutate({ csv: 'domain\npier-nine.example', reason: 'excludedDomain' });
  const visitors = modelledLeads(24, castOf([], 'visitors'), app.policy);
  const { importId } = await marketer.imports.run.mutate({
    file: { rows: visitors },
    source: 'Trade fair LogiMove',
    consentBasis: 'optIn',
  });
  const fairs = Object.values(app.programs).find(({ input }) => 'fair' in input)!;
  await marketer.campaigns.draft.mutate({
    name: 'After LogiMove',
    program: fairs.id,
    input: { fair: 'LogiMove' },
    audience: `in import ${importId}`,
    cost: 2_400,
  });
  await marketer.programs.turn.mutate({
    program: fairs.id,
    knobs: { answerTime: '7 days' },
    because: 'visitors of the last fair took longer to answer',
  });
}
