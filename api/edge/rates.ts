import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MINUTE } from '../../domain/time/duration.ts';
import { Refusal } from '../procedures/refusal.ts';
import { networkOf } from './network.ts';
import { principalOfRequest } from './principals.ts';

export interface Rate {
  readonly most: number;
  /** Real milliseconds. */
  readonly within: number;
}

/**
 * How many requests a process accepts. One-click unsubscribes, answers and preference pages have no limit, so that every opt-out is
 * heard. Forms have further limits (domain/contact/form-rates.ts).
 */
export const standardRates = {
  /** Clicks, pixels, pictures and confirmations from one network: an office behind one address, or a provider that loads pictures for its users. */
  link: { most: 6_000, within: MINUTE },
  /** Forms from one network, before their body is read. */
  form: { most: 120, within: MINUTE },
  /** Pages that visitors from one network look at: an office, or a mobile network. */
  page: { most: 1_200, within: MINUTE },
  /** Requests from one network with a wrong key; its requests with valid keys are not affected. */
  wrongKey: { most: 10, within: MINUTE },
  /** Requests with one key: about half of what a core can do, so that a script in a loop leaves room for others. */
  key: { most: 60_000, within: MINUTE },
} as const satisfies Record<string, Rate>;

export type RateName = keyof typeof standardRates;
export type Rates = Readonly<Record<RateName, Rate>>;

/** Counts a request, and refuses it after too many. @throws Refusal `tooManyRequests` */
export type Limiter = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** Limiters that count in the memory of the process. */
export async function createLimiters(app: FastifyInstance, rates: Rates): Promise<Limiters> {
  await app.register(rateLimit, { global: false, cache: 20_000 });
  const limiter = ({ most, within }: Rate, of: (request: FastifyRequest) => string | undefined): Limiter => {
    const count = app.createRateLimit({ max: most, timeWindow: within, keyGenerator: (request) => of(request) ?? '' });
    return async (request, reply) => {
      if (of(request) === undefined) return;
      const counted = await count(request);
      if (!counted.isAllowed && counted.isExceeded) throw tooMany(reply, counted.ttlInSeconds);
    };
  };
  const ofNetwork = ({ ip }: FastifyRequest) => networkOf(ip);
  return {
    link: limiter(rates.link, ofNetwork),
    form: limiter(rates.form, ofNetwork),
    page: limiter(rates.page, ofNetwork),
    wrongKey: limiter(rates.wrongKey, ofNetwork),
    key: limiter(rates.key, (request) => principalOfRequest(request)?.id),
  };
}

export type Limiters = Readonly<Record<RateName, Limiter>>;

/** @param wait real seconds; the answer includes them */
export function tooMany(reply: FastifyReply, wait: number): Refusal {
  const seconds = Math.max(1, Math.ceil(wait));
  void reply.header('retry-after', String(seconds));
  return new Refusal('TOO_MANY_REQUESTS', 'There have been too many requests.', {
    code: 'tooManyRequests',
    value: seconds,
    todo: `Try again in ${seconds} seconds.`,
  });
}
