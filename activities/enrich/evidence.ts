import type { MxAnswer, MxResolver } from './mx.ts';

/** Domains that certainly take email. If DNS finds none of them, DNS itself is broken. */
export const KNOWN_DOMAINS = ['gmail.com', 'outlook.com', 'yahoo.com', 'icloud.com'] as const;

/** Real milliseconds for which the result of a DNS check stays valid. */
const NEWS = 5_000;

/**
 * A resolver that verifies each "no": at about the same time, the same resolver must still find most of the domains that certainly
 * take email. Otherwise the answer is "unknown".
 */
export function withEvidence(resolve: MxResolver, known: readonly string[] = KNOWN_DOMAINS): MxResolver {
  let worked: { readonly at: number; readonly answer: Promise<boolean> } | undefined;
  const works = async (): Promise<boolean> => {
    const now = performance.now();
    if (!worked || now - worked.at > NEWS) worked = { at: now, answer: findsMost(resolve, known) };
    return await worked.answer;
  };
  return async (domain): Promise<MxAnswer> => {
    const answer = await resolve(domain);
    if (answer !== 'no') return answer;
    return (await works()) ? 'no' : 'unknown';
  };
}

async function findsMost(resolve: MxResolver, known: readonly string[]): Promise<boolean> {
  const answers = await Promise.all(known.map(async (domain) => await resolve(domain).catch((): MxAnswer => 'unknown')));
  return answers.filter((answer) => answer === 'yes').length > known.length / 2;
}
