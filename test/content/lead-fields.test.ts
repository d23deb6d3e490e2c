import { expect, test } from 'vitest';
import { createRenderer } from '../../content/render.ts';
import { previewContent } from '../../content/preview.ts';
import { definePolicy } from '../../domain/policy/policy.ts';
import { touchWorld } from '../touch/world.ts';
import { email, workshop } from './workshop.ts';

const policy = definePolicy({
  fields: {
    docks: { label: 'Docks', kind: 'number', personal: false },
    contractEnds: { label: 'Contract ends', kind: 'date', personal: false },
    nightShift: { label: 'Night shift', kind: 'boolean', personal: false },
    site: { label: 'Site', kind: 'text', personal: true },
  },
});
async function problemsOf(text: string) {
  await using shop = await workshop({ sample: email({ text }) }, policy);
  return (await shop.build()).problems.map(({ what, fix }) => `${what} ${fix}`);
}

const TEXT = `{{#if lead.fields.docks}}Your {{lead.fields.docks}} docks.{{else}}Your docks.{{/if}}
{{#if lead.fields.nightShift}}At night, too.{{/if}}
{{#if lead.fields.site}}In {{lead.fields.site}}.{{/if}}
{{#if lead.fields.contractEnds}}Until {{lead.fields.contractEnds}}.{{/if}}`;

test('an email names no field that the app does not have, and asks for each whether it is known', async () => {
  expect(await problemsOf('{{#if lead.fields.doks}}x{{/if}}')).toEqual([
    '"lead.fields.doks" isn\'t declared. Did you mean "lead.fields.docks"? Fields of leads are declared in the policy.',
  ]);
  expect(await problemsOf('{{lead.fields.docks}}')).toEqual([
    '"lead.fields.docks" can be empty. Write {{#if lead.fields.docks}}…{{else}}…{{/if}} around it.',
  ]);
  expect(await problemsOf(TEXT)).toEqual([]);
});

test('a preview shows every field', async () => {
  await using shop = await workshop({ sample: email({ text: TEXT }) }, policy);
  await shop.build();
  const { text } = previewContent(await shop.compiled(), 'sample', 'default', undefined, policy.fields);
  expect(text).toContain('Your 1,250 docks. At night, too. In a sample text. Until March 11, 2027.');
});

test('a lead gets an email with its own fields; what nobody knows, or reads as a message, stays out', async () => {
  await using shop = await workshop({ sample: email({ text: TEXT }) }, policy);
  await shop.build();
  const content = await shop.compiled();
  const send = async (fields: object) => {
    await using world = await touchWorld();
    await world.db
      .updateTable('leads')
      .set({ fields: JSON.stringify(fields) })
      .execute();
    const renderer = createRenderer(content, policy.fields);
    await world.send({ content: 'sample' }, { policy, content, renderer });
    return world.kept.mails[0]?.text.split('\n')[0]?.trim();
  };
  expect(await send({ docks: 1200, nightShift: true, site: 'Quay 7', contractEnds: '2027-01-31' })).toBe(
    'Your 1,200 docks. At night, too. In Quay 7. Until January 31, 2027.',
  );
  expect(await send({ docks: 'many', nightShift: false, site: 'Call now: evil.example/pay' })).toBe('Your docks.');
});
