import { once } from 'node:events';
import { get as request, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { procedures } from '../../api/router.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let marketer: { authorization: string };
let leadId: string;
beforeAll(async () => {
  world = await createWorld();
  marketer = await world.key('marketer');
  leadId = await world.lead('ann@rest.example');
});
afterAll(async () => await world[Symbol.asyncDispose]());

const get = async (url: string) => await world.api.inject({ url, headers: marketer });
const post = async (url: string, payload?: object, headers: Record<string, string> = {}) =>
  await world.api.inject({ method: 'POST', url, headers: { ...marketer, ...headers }, payload });

test('a procedure that reads answers to a GET with its input in the query', async () => {
  expect((await get('/api/v1/leads/status?leadId=ann@rest.example')).json()).toMatchObject({ stage: 'inquiry' });
  const page = await get(`/api/v1/leads/list?limit=1&where=${encodeURIComponent('stage is inquiry')}`);
  expect(page.json()).toMatchObject({ items: [{ id: leadId }] });
  expect((await get('/api/v1/leads/find?text=4711')).json()).toEqual([]);
});

test('a procedure takes its input as JSON, and answers as the procedure itself', async () => {
  const lead = { lead: { email: 'bea@rest.example' }, source: 'zapier', consentBasis: 'optIn' };
  const added = await post('/api/v1/leads/add', lead);
  expect([added.statusCode, added.json()]).toMatchObject([200, { created: true }]);
  expect((await post('/api/v1/leads/status', { leadId })).json()).toEqual(
    JSON.parse(JSON.stringify(await world.as('marketer').leads.status({ leadId }))),
  );
});

test('a refusal has the status of its kind, and the one shape', async () => {
  const answers = await Promise.all([
    get('/api/v1/leads/status?leadId=nobody@rest.example'),
    get('/api/v1/ops/parked'),
    world.api.inject({ url: '/api/v1/leads/list' }),
    get('/api/v1/leads/list?limit=many'),
    get('/api/v1/leads/nonsense'),
    get('/api/v1/leads/add'),
  ]);
  expect(answers.map((answer) => [answer.statusCode, answer.json<{ code: string }>().code])).toEqual([
    [404, 'leadUnknown'],
    [403, 'roleNotAllowed'],
    [401, 'noKey'],
    [400, 'invalidInput'],
    [404, 'procedureUnknown'],
    [405, 'methodNotSupported'],
  ]);
});

test('a procedure that does not exist is refused with the name that was probably meant', async () => {
  expect((await post('/api/v1/leads/stauts', {})).json()).toMatchObject({
    code: 'procedureUnknown',
    expected: expect.stringMatching(/^one of leads\.find, [a-zA-Z., ]+$/) as string,
    didYouMean: 'leads.status',
  });
});

test.each([
  ['leads.capture', 'leads.add'],
  ['leads.correct', 'leads.update'],
  ['leads.previewImport', 'imports.preview'],
  ['leads.import', 'imports.run'],
  ['leads.rejected', 'imports.rejections'],
  ['leads.closeChannel', 'contact.close'],
  ['leads.openChannel', 'contact.open'],
  ['leads.unsubscribe', 'contact.close'],
  ['leads.create', 'leads.add'],
  ['leads.delete', 'leads.remove'],
  ['lead.show', 'leads.get'],
  ['contacts.search', 'leads.find'],
  ['leads.timeline', 'leads.story'],
  ['companies.list', 'accounts.list'],
  ['campaigns.report', 'campaigns.results'],
  ['campaigns.enrol', 'campaigns.add'],
  ['campaigns.create', 'campaigns.draft'],
  ['campaigns.cancel', 'campaigns.stop'],
  ['newsletters.draft', 'campaigns.draft'],
  ['tasks.mine', 'tasks.list'],
  ['tasks.ofTeam', 'tasks.list'],
  ['tasks.waitingForDecision', 'tasks.list'],
  ['tasks.finish', 'tasks.report'],
  ['tasks.reassign', 'tasks.assign'],
  ['staff.list', 'team.list'],
  ['reps.list', 'team.list'],
  ['users.delete', 'people.remove'],
  ['keys.delete', 'keys.revoke'],
  ['contact.suppress', 'contact.close'],
  ['contact.lift', 'contact.open'],
  ['suppressions.add', 'contact.close'],
  ['suppressions.remove', 'contact.open'],
  ['ops.funnel', 'reports.funnel'],
  ['ops.backlog', 'ops.overview'],
  ['ops.audit', 'audit.list'],
  ['ops.stop', 'ops.stopEverything'],
])('who calls %s by its old name, or in other words, hears of %s', async (name, meant) => {
  expect((await post(`/api/v1/${name.replace('.', '/')}`, {})).json()).toMatchObject({ didYouMean: meant });
});

test('a path that answers to other methods names them', async () => {
  const asked = async (method: 'GET' | 'PUT' | 'DELETE', url: string) => {
    const { statusCode, headers, json } = await world.api.inject({ method, url, headers: marketer });
    return [statusCode, headers.allow, json<{ todo: string }>().todo];
  };
  expect(await asked('GET', '/events')).toEqual([405, 'POST', 'Use POST.']);
  expect(await asked('DELETE', '/api/v1/leads/find')).toEqual([405, 'GET, HEAD, POST', 'Use GET, HEAD or POST.']);
  expect(await asked('PUT', '/f/contact')).toEqual([405, 'GET, HEAD, OPTIONS, POST', 'Use GET, HEAD, OPTIONS or POST.']);
  expect(await asked('GET', '/nothing/here')).toEqual([404, undefined, 'GET /docs lists all routes of the API.']);
});

test('a path that is no URL is unknown', async () => {
  const { port } = new URL(await world.api.listen({ host: '127.0.0.1', port: 0 }));
  for (const path of ['//', '///', '/\\\\', '//[/x', '//a:b@c:x']) {
    const [answer] = (await once(request({ port, path }), 'response')) as [IncomingMessage];
    answer.resume();
    expect([path, answer.statusCode]).toEqual([path, 404]);
  }
});

test.each(['application/x-www-form-urlencoded', 'text/plain'])(
  'a body that is %s is refused: procedures take JSON',
  async (type) => {
    const answer = await world.api.inject({
      method: 'POST',
      url: '/api/v1/leads/find',
      headers: { ...marketer, 'content-type': type },
      payload: 'text=ann',
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([415, { code: 'typeUnknown', todo: 'Send application/json.' }]);
  },
);

test('a body that is no JSON is refused with the same code at both doors', async () => {
  for (const url of ['/api/v1/leads/find', '/events']) {
    const answer = await world.api.inject({
      method: 'POST',
      url,
      headers: { ...marketer, 'content-type': 'application/json' },
      payload: '{bad',
    });
    expect([answer.statusCode, answer.json()], url).toMatchObject([400, { code: 'unreadable' }]);
  }
  const call = await world.api.inject({
    method: 'POST',
    url: '/trpc/leads.find',
    headers: { ...marketer, 'content-type': 'application/json' },
    payload: '{bad',
  });
  expect([call.statusCode, call.json()]).toMatchObject([400, { error: { data: { code: 'unreadable' } } }]);
});

test('a request that is repeated with its Idempotency-Key is done once', async () => {
  const lead = { lead: { email: 'cem@rest.example' }, source: 'n8n', consentBasis: 'optIn' };
  const first = await post('/api/v1/leads/add', lead, { 'idempotency-key': 'n8n-1' });
  const again = await post('/api/v1/leads/add', lead, { 'idempotency-key': 'n8n-1' });
  expect(again.json()).toEqual(first.json());
});

test('no route answers without a key', async () => {
  for (const name of Object.keys(procedures)) {
    const { statusCode } = await world.api.inject({ method: 'POST', url: `/api/v1/${name.replace('.', '/')}`, payload: {} });
    expect(statusCode, name).toBe(401);
  }
});

test('every procedure has a route, with its input, in the description for programs', async () => {
  const { openapi, paths } = (await world.api.inject({ url: '/openapi.json' })).json<{
    openapi: string;
    paths: Record<string, Record<string, { description: string; requestBody?: object }>>;
  }>();
  expect(openapi).toBe('3.1.0');
  for (const [name, { _def }] of Object.entries(procedures)) {
    const path = paths[`/api/v1/${name.replace('.', '/')}`];
    expect(Object.keys(path ?? {}), name).toEqual(_def.type === 'query' ? ['get', 'post'] : ['post']);
    expect(path?.['post']?.description, name).toContain('Roles: admin');
    expect(path?.['post']?.requestBody !== undefined, name).toBe(_def.inputs.length > 0);
  }
  expect(paths).toHaveProperty('/events');
});

test('people read the same on a page that loads nothing from elsewhere', async () => {
  const { body, headers } = await world.api.inject({ url: '/docs' });
  expect(headers['content-type']).toContain('text/html');
  expect(body).toContain('POST /api/v1/leads/add');
  expect(body).not.toMatch(/(src|href)="https?:/);
});
