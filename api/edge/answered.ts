import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import { kindOf } from './limits.ts';

/** Receives each answered request. @param route a name of ours, never what a caller wrote */
export type MeasureRequest = (route: string, status: number, seconds: number) => void;

interface Answering {
  readonly log: FastifyBaseLogger;
  readonly measure?: MeasureRequest | undefined;
  /** The names of the procedures that a request calls. */
  readonly proceduresOf: (request: FastifyRequest) => string;
}

/** Logs and measures each answered request, without its URL and its body: both may hold personal data. */
export function tellOfAnswers(app: FastifyInstance, { log, measure, proceduresOf }: Answering): void {
  const routeOf = (request: FastifyRequest): string => {
    const { url = 'none' } = request.routeOptions;
    if (!url.startsWith('/trpc/')) return url;
    const procedures = proceduresOf(request);
    return procedures.includes(',') ? 'several' : procedures;
  };
  app.addHook('onResponse', (request, reply, done) => {
    const route = routeOf(request);
    const { statusCode: status } = reply.raw;
    measure?.(route, status, reply.elapsedTime / 1_000);
    const line = { route, method: request.method, status, ms: Math.round(reply.elapsedTime) };
    // Emails bring their readers here a thousand times a minute.
    log[kindOf(request) === 'link' ? 'debug' : 'info'](line, 'answered');
    done();
  });
}
