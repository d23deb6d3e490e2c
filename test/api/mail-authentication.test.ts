import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createApi } from '../../api/server.ts';
import { onTheWire, rawMail } from '../support/raw-mail.ts';
import { createWorld, type World } from './world.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const records: Readonly<Record<string, string>> = {
  's1._domainkey.pier7.example': `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
  's1._domainkey.other.example': `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`,
};

let world: World;
let api: FastifyInstance;
let intake: { authorization: string };
let leadId: string;
let email: string;
let calls = 0;

beforeAll(async () => {
  world = await createWorld();
  intake = await world.key('intake');
  const resolver = (name: string) =>
    Object.hasOwn(records, name)
      ? Promise.resolve([[records[name]!]])
      : Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }));
  api = await createApi({ ...world.deps, resolver, settings: { ...world.deps.settings, authservId: 'mx.mail.example.com' } });
});
afterAll(async () => {
  await api.close();
  await world[Symbol.asyncDispose]();
});
beforeEach(async () => {
  email = `proves${++calls}@pier7.example`;
  leadId = await world.enrolled(email);
});

async function deliver(raw: string) {
  const headers = { ...intake, 'content-type': 'message/rfc822' };
  return (await api.inject({ method: 'POST', url: '/webhooks/mail', headers, payload: raw })).json() as {
    status: string;
    because?: string;
  };
}
const fresh = (fields: Readonly<Record<string, string>> = {}) =>
  onTheWire(
    rawMail(
      { ...fields, From: `Ann <${email}>`, To: 'hello@mail.example.com', Subject: 'A question', 'Message-ID': `<${email}>` },
      'Please call me tomorrow.',
    ),
  );
async function signed(raw: string, signingDomain: string) {
  const { signatures } = await dkimSign(raw, {
    signingDomain,
    selector: 's1',
    privateKey,
    signatureData: [{ signingDomain, selector: 's1', privateKey }],
  });
  return `${signatures}${raw}`;
}

test("a signature of its domain makes a new message the lead's", async () => {
  expect(await deliver(await signed(fresh(), 'pier7.example'))).toEqual({ status: 'recorded', kind: 'reply', leadId });
});

test.each([
  ['nobody signed it', async () => fresh()],
  ['somebody else signed it', async () => await signed(fresh(), 'other.example')],
  ['it was changed on the way', async () => (await signed(fresh(), 'pier7.example')).replace('call me', 'bill me')],
  ['the key is not there', async () => (await signed(fresh(), 'pier7.example')).replace('s=s1', 's=s2')],
])('an address alone proves nothing: %s', async (_, raw) => {
  expect(await deliver(await raw())).toMatchObject({ status: 'kept', because: 'notAuthenticated' });
});

test.each([
  ['dmarc=pass (p=REJECT) header.from=pier7.example', 'recorded'],
  ['dkim=fail header.d=pier7.example; dkim=pass header.d=mail.pier7.example', 'recorded'],
  ['dmarc=fail header.from=pier7.example', 'kept'],
  ['dmarc=pass header.from=other.example', 'kept'],
  ['spf=pass smtp.mailfrom=pier7.example', 'kept'],
])('our own email server says "%s"', async (result, status) => {
  expect(await deliver(fresh({ 'Authentication-Results': `mx.mail.example.com; ${result}` }))).toMatchObject({ status });
});

test("the results of other servers, and those below our server's, are ignored", async () => {
  expect(
    await deliver(fresh({ 'Authentication-Results': 'mx.evil.example; dmarc=pass header.from=pier7.example' })),
  ).toMatchObject({ status: 'kept' });
  const below =
    'mx.mail.example.com; dmarc=fail header.from=pier7.example\nAuthentication-Results: mx.mail.example.com; dmarc=pass header.from=pier7.example';
  email = `proves${++calls}@pier7.example`;
  await world.enrolled(email);
  expect(await deliver(fresh({ 'Authentication-Results': below }))).toMatchObject({ status: 'kept' });
});
