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

test.each(['ETIMEOUT', 'ESERVFAIL', 'ECONNREFUSED', 'EREFUSED'])('when DNS says %s, nobody knows', async (code) => {
  const down = { resolveMx: failing(code), resolve4: failing(code), resolve6: failing(code) } as Dns;
  expect(await dnsMxResolver(down)('acme.example')).toBe('unknown');
  expect(await dnsMxResolver({ ...dns({}), resolve4: failing(code) } as Dns)('acme.example')).toBe('unknown');
});
