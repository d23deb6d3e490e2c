import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { Resolver } from 'node:dns/promises';
import { withEvidence } from '../../activities/enrich/evidence.ts';
import { expect, test } from 'vitest';
import { dnsMxResolver } from '../../activities/enrich/mx.ts';
import type { Dns } from '../../activities/enrich/mx.ts';

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));

const absent = failing('ENODATA');

/** What DNS answers; what is not given is not there. */
const dns = (answers: { mx?: string[]; a?: string[]; aaaa?: string[] }): Dns =>
  ({
    resolveMx: answers.mx ? () => Promise.resolve(answers.mx?.map((exchange) => ({ exchange, priority: 10 }))) : absent,
    resolve4: answers.a ? () => Promise.resolve(answers.a) : absent,
    resolve6: answers.aaaa ? () => Promise.resolve(answers.aaaa) : absent,
  }) as unknown as Dns;

test.each([
  ['a mail server', dns({ mx: ['mx.acme.example'] }), 'yes'],
  ['no mail server, but an address', dns({ a: ['192.0.2.1'] }), 'yes'],
  ['no mail server, but an IPv6 address', dns({ aaaa: ['2001:db8::1'] }), 'yes'],
  ['the null MX', dns({ mx: [''] }), 'no'],
  ['nothing', dns({}), 'no'],
  ['no such name', { ...dns({}), resolveMx: failing('ENOTFOUND') } as Dns, 'no'],
] as const)('a domain with %s', async (_, answers, expected) => {
  expect(await dnsMxResolver(answers)('acme.example')).toBe(expected);
});

test.each(['ETIMEOUT', 'ESERVFAIL', 'ECONNREFUSED', 'EREFUSED'])('when DNS says %s, the result is unknown', async (code) => {
  const down = { resolveMx: failing(code), resolve4: failing(code), resolve6: failing(code) } as Dns;
  expect(await dnsMxResolver(down)('acme.example')).toBe('unknown');
  expect(await dnsMxResolver({ ...dns({}), resolve4: failing(code) } as Dns)('acme.example')).toBe('unknown');
});

const NAME_ERROR = 3;
const SERVER_FAILURE = 2;

/** A DNS server on this machine that says the same of every name (RFC 1035, 4.1.1). */
async function dnsServer(rcode: number) {
  const server = createSocket('udp4');
  server.on('message', (query, { port, address }) => {
    // The question alone: its name ends with an empty label, type and class follow.
    const answer = Buffer.from(query.subarray(0, query.indexOf(0, 12) + 5));
    answer.writeUInt16BE(1, 4);
    answer.writeUInt16BE(0x8180 + rcode, 2);
    answer.fill(0, 6, 12);
    server.send(answer, port, address);
  });
  server.bind(0, '127.0.0.1');
  await once(server, 'listening');
  const dns = new Resolver({ timeout: 2_000, tries: 1 });
  dns.setServers([`127.0.0.1:${server.address().port}`]);
  return { dns, [Symbol.dispose]: () => void server.close() };
}

test('a real DNS server that knows no name at all is not believed', async () => {
  using server = await dnsServer(NAME_ERROR);
  const resolve = dnsMxResolver(server.dns);
  expect(await resolve('firm.example')).toBe('no');
  const checked = withEvidence(resolve);
  for (const domain of ['firm.example', 'gmail.com', 'acme.example']) expect(await checked(domain)).toBe('unknown');
});

test('a real DNS server that fails, or is not there, says nothing', async () => {
  const server = await dnsServer(SERVER_FAILURE);
  expect(await dnsMxResolver(server.dns)('firm.example')).toBe('unknown');
  server[Symbol.dispose]();
  expect(await dnsMxResolver(server.dns)('firm.example')).toBe('unknown');
});
