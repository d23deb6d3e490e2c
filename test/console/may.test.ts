import { expect, test, vi } from 'vitest';
import { procedures } from '../../api/router.ts';
import { pagesOf } from '../../console/app/pages.ts';
import { apiRoles, type ApiRole } from '../../domain/people/roles.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { sourcesOf } from '../frame/import-graph.ts';
import { beginWorld, type RealWorld } from '../full-stack/support/world.ts';
import { useConsole } from './support/console-servers.ts';
import { visit, type Visit } from './support/visit.ts';

vi.setConfig({ testTimeout: 600_000 });

const started = useConsole();

/** A website has no console. */
const roles = kindsOf(apiRoles).filter((role) => role !== 'intake');
const mayCall = (role: ApiRole, name: string) => role === 'admin' || procedures[name]!._def.meta!.roles.includes(role);

/** Pages that nobody finds in the menu, and what they ask first: who may not ask it sees the refusal, and no button. */
const asksFirst: Readonly<Record<string, string>> = {
  task: 'tasks.get',
  'team-tasks': 'tasks.list',
  imports: 'imports.list',
  import: 'imports.get',
  'new-campaign': 'campaigns.draft',
  // Its lists; what marketers and managers see beside them, the test below presses.
  operations: 'ops.overview',
};

/** Who can see what stands in a folder of the console. */
function seenBy(folder: string): readonly ApiRole[] {
  const asked = asksFirst[folder];
  if (asked) return roles.filter((role) => mayCall(role, asked));
  const inMenu = (role: ApiRole) => pagesOf({ role, repId: 'somebody' }).some(({ path }) => path === `/${folder}`);
  return roles.some((role) => role !== 'admin' && inMenu(role)) ? roles.filter(inMenu) : roles;
}

test('every button that changes something is shown only to those who may use it', async () => {
  const folders = Map.groupBy(await sourcesOf(['console/pages', 'console/parts', 'console/app']), ([file]) => {
    const [, room = '', page = ''] = file.split('/');
    return room === 'pages' ? page : room;
  });
  const unguarded: string[] = [];
  let acts = 0;
  for (const [folder, files] of folders) {
    const sources = files.map(([, text]) => text.replaceAll(/\/\*\*[^]*?\*\//g, '')).join('\n');
    for (const [, router, procedure] of sources.matchAll(/\bapi\.(\w+)\.(\w+)\.mutationOptions/g)) {
      acts++;
      const name = `${router}.${procedure}`;
      const isGuarded = sources.includes(`call="${name}"`) || sources.includes(`may('${name}')`);
      const refused = seenBy(folder).filter((role) => !mayCall(role, name));
      if (!isGuarded && refused.length > 0) unguarded.push(`${folder}: ${name} is shown to ${refused.join(', ')}, too`);
    }
  }
  expect(acts).toBeGreaterThan(20);
  expect(unguarded).toEqual([]);
});

/** The links of a page to other pages of the console. */
const linksOf = `[...document.querySelectorAll('a[href^="/console/"]')].map((link) => new URL(link.getAttribute('href'), location.href).href)`;

/** One address for all leads, all campaigns and so on. */
const kindOf = (url: string) => new URL(url).pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID');

/** A world in which every page shows something. */
async function busyWorld(): Promise<RealWorld> {
  const world = await beginWorld(started.servers);
  const lead = await world.lead({ email: 'ann@archer.example', firstName: 'Ann', lastName: 'Archer', company: 'Archer' });
  await lead.does('demoRequested');
  await lead.isHeldBy('sdr-team');
  const marketer = world.as('marketer');
  await marketer.segments.save({ name: 'Archers', audience: 'company is Archer' });
  await marketer.contact.close({ domain: 'quay.example', reason: 'excludedDomain' });
  return world;
}

for (const who of ['marketer', 'manager', 'rep'] as const)
  test(`a ${who} finds no page and no button that the API refuses`, async () => {
    await using world = await busyWorld();
    const rep = ({ marketer: undefined, manager: 'mia', rep: 'sam' } as const)[who];
    const somebody = await visit(started.browser, world, rep === undefined ? who : { rep });
    const called = await whatIsCalled(somebody);
    await somebody.open(pagesOf({ role: who, repId: rep })[0]!.path);
    const seen = new Set<string>();
    for (const waiting = [somebody.page.url()]; waiting.length > 0;) {
      const url = waiting.pop()!;
      if (seen.has(kindOf(url))) continue;
      seen.add(kindOf(url));
      await shown(somebody, url);
      waiting.push(...(await somebody.page.evaluate<string[]>(linksOf)));
      await pressAll(somebody, url);
    }
    expect([...seen]).toContain('/console/settings/you');
    expect(called.size).toBeGreaterThan(8);
    expect([...called].filter((name) => !mayCall(who, name))).toEqual([]);
  });

async function shown({ page }: Visit, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('heading').first().waitFor();
  await page.waitForLoadState('networkidle');
}

/** The procedures that pages call. Nothing changes by it: acts get no answer. */
async function whatIsCalled({ page }: Visit): Promise<ReadonlySet<string>> {
  const called = new Set<string>();
  await page.route('**/trpc/**', async (route) => {
    const names = new URL(route.request().url()).pathname.split('/trpc/')[1]!.split(',');
    for (const name of names) if (name in procedures) called.add(name);
    return await (procedures[names[0]!]?._def.type === 'mutation' ? route.abort() : route.continue());
  });
  return called;
}

/** Presses every button of a page, with its fields filled in. */
async function pressAll(visit: Visit, url: string): Promise<void> {
  const { page } = visit;
  const main = page.getByRole('main');
  const buttons = main.getByRole('button', { disabled: false }).filter({ hasNotText: /^(Sign out|Save as CSV)$/ });
  for (let n = 0; n < (await buttons.count()); n++) {
    for (const field of await main.locator('input[required], textarea[required]').all())
      if ((await field.inputValue()) === '' && (await field.isVisible())) await field.fill('ann@archer.example').catch(() => {});
    await buttons
      .nth(n)
      .click({ timeout: 700 })
      .catch(() => {});
    await page.keyboard.press('Escape');
    if (kindOf(page.url()) !== kindOf(url)) await shown(visit, url);
  }
}
