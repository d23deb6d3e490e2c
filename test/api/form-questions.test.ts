import { afterAll, beforeAll, expect, test } from 'vitest';
import { questionFaults } from '../../domain/lead/question.ts';
import { standardForms } from '../../domain/lead/form.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { createWorld, type World } from './world.ts';

const forms = {
  survey: {
    ...standardForms.demo,
    questions: {
      when: { label: 'When do you decide?', kind: 'choice', choices: ['this year', 'later'], required: true },
      sites: { label: 'How many sites do you have?', kind: 'number' },
      pain: { label: 'What slows you down?', kind: 'text' },
      cloud: { label: 'Do you use the cloud?', kind: 'boolean' },
    },
    asksAtMost: 2,
  },
} as const;

let world: World;
beforeAll(async () => {
  world = await createWorld(forms);
});
afterAll(async () => await world[Symbol.asyncDispose]());

const post = async (payload: object, url = '/f/survey') => await world.api.inject({ method: 'POST', url, payload });
const asked = async (url = '/f/survey') =>
  [...(await world.api.inject({ url })).body.matchAll(/name="(\w+)"/g)].map(([, name]) => name);

const ANN = 'ann@pier7.example';

test('an answer is saved with its source and time once the person has confirmed it, and is read everywhere', async () => {
  expect((await post({ email: ANN, when: 'This year', sites: '12', pain: 'Paper <b>' })).statusCode).toBe(202);
  expect(await world.db.selectFrom('answers').selectAll().execute()).toEqual([]);
  await world.confirm(ANN);
  const { id, answers } = await world.as('marketer').leads.get({ leadId: ANN });
  const how = { source: 'form/survey', at: '2026-03-10T10:00:00.000Z' };
  expect(answers).toEqual([
    { question: 'pain', label: 'What slows you down?', value: 'Paper <b>', words: 'Paper <b>', ...how },
    { question: 'sites', label: 'How many sites do you have?', value: 12, words: '12', ...how },
    { question: 'when', label: 'When do you decide?', value: 'this year', words: 'this year', ...how },
  ]);
  const story = await world.as('marketer').leads.story({ leadId: id });
  expect(JSON.stringify(story)).toContain('answered \\"When do you decide?\\": this year');
  const rep = await world.rep('sdr', 'Sam Rivers');
  const sheet = await world.as('rep', rep).tasks.get({ taskId: await world.task(id, rep) });
  expect(sheet.answers.map(({ words }) => words)).toEqual(['Paper <b>', '12', 'this year']);
});

test('an audience knows the latest answer', async () => {
  const count = async (audience: string) => (await world.as('marketer').segments.count({ audience })).leads;
  expect(await count('answers.sites from 10 and answers.when is "this year"')).toBe(1);
  world.now += 1_000;
  await post({ email: ANN, when: 'later', sites: '3' });
  await world.confirm(ANN);
  expect(await count('answers.sites from 10')).toBe(0);
  expect(await count('answers.when is later and answers.cloud is unknown')).toBe(1);
  await expect(count('answers.when is never')).rejects.toThrow('Known: this year, later.');
});

test('a stranger is always asked the same questions; a lead with their own link, only what they have not answered', async () => {
  const always = ['email', 'firstName', 'lastName', 'company', 'when', 'sites', 'message', 'website_url'];
  expect(await asked()).toEqual(['viewport', 'robots', ...always]);
  const { url } = await world.as('marketer').forms.link({ form: 'survey', leadId: ANN });
  const own = new URL(url).pathname;
  expect(await asked(own)).toEqual(['viewport', 'robots', 'cloud', 'message', 'website_url']);
  expect((await world.api.inject({ url: own })).body).not.toContain(ANN);
  expect((await post({ cloud: 'yes' }, own)).statusCode).toBe(202);
  await world.confirm(ANN);
  const { answers } = await world.as('marketer').leads.get({ leadId: ANN });
  expect(answers.find(({ question }) => question === 'cloud')).toMatchObject({ value: true, words: 'yes' });
});

test('a form without a required answer is refused', async () => {
  const answer = await post({ email: 'bob@pier7.example', sites: '7' });
  expect(answer.statusCode).toBe(400);
  expect(answer.json()).toMatchObject({ code: 'answerMissing', message: expect.stringContaining('When do you decide?') });
});

test('an app learns what is wrong with its questions', () => {
  const { fields } = definePolicy({ fields: { docks: { label: 'Docks', kind: 'number', personal: false } } });
  const choice = { label: 'When?', kind: 'choice' } as const;
  const wrong = {
    one: { asksAtMost: 0, questions: { docks: { label: 'Docks?', kind: 'number' }, when: { ...choice, choices: [] } } },
    two: { questions: { when: { label: 'When?', kind: 'date' } } },
  } as const;
  expect(questionFaults(wrong, fields)).toEqual([
    'form one: asksAtMost: expected a whole number from 1 on',
    'form one: question when: choices: expected at least one, each once',
    'form one: question docks: the policy has a field of this name: list it in fields',
    'form one: question when: it is of another kind in the form two',
    'form two: question when: it is of another kind in the form one',
  ]);
});
