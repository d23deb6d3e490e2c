import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { StackError, type Component } from '../engine/stack-error.ts';

/** Everything in the stack listens here and nowhere else. */
export const loopback = '127.0.0.1';

// Below the ports that systems give to outgoing connections. Were a server's port among those, a client that retries while the
// server is down could be given that very port and connect to itself; the server would then find its port taken.
const lowest = 20_000;
const highest = 32_000;

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
}

/**
 * The wanted port, or a free one for 0.
 * @throws StackError `portTaken` when somebody listens on the wanted one
 */
export async function claimPort(component: Component, wanted: number, what: string): Promise<number> {
  if (wanted === 0) return await freePort();
  if (await isFree(wanted)) return wanted;
  throw portTaken(component, wanted, what);
}

export const portTaken = (component: Component, port: number, what: string): StackError =>
  new StackError({
    component,
    code: 'portTaken',
    problem: `port ${port} (${what}) is taken by another program.`,
    remedy: 'Stop that program, or choose another port (0 takes a free one).',
  });

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: loopback, exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** Whether somebody takes connections on a port of this machine. */
export const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect({ port, host: loopback });
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
