import { randomInt } from 'node:crypto';
import { once, type EventEmitter } from 'node:events';
import { connect, createServer } from 'node:net';
import { StackError, type Component } from '../engine/stack-error.ts';

/** Every server of the stack listens only here. */
export const loopback = '127.0.0.1';

// Below the range for outgoing connections. Otherwise, a client that retries while the server is down could get the server's port for its
// own end and connect to itself, and the server would find its port taken.
const lowest = 20_000;
const highest = 32_000;

/** A port that is free now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest);
    if (await isFree(port)) return port;
  }
}

/** The wanted port, or a free port for 0. */
async function claimPort(component: Component, wanted: number, what: string): Promise<number> {
  if (wanted === 0) return await freePort();
  if (await isFree(wanted)) return wanted;
  throw portTaken(component, wanted, what);
}

const TRIES = 5;

/**
 * Starts a server on the wanted port. For 0, on a free one: on another one if somebody takes it before the server does.
 * @throws StackError `portTaken` when the wanted port is in use
 */
export async function onPort<T>(
  component: Component,
  wanted: number,
  what: string,
  start: (port: number) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await start(await claimPort(component, wanted, what));
    } catch (error) {
      const isTaken = error instanceof StackError && error.code === 'portTaken';
      if (!isTaken || wanted !== 0 || tried === TRIES) throw error;
    }
  }
}

/**
 * Lets a server of this process listen on loopback.
 * @returns its port
 * @throws StackError `portTaken` when the wanted port is in use
 */
export const listenOn = (server: Listener, component: Component, wanted: number, what: string): Promise<number> =>
  onPort(component, wanted, what, async (port) => {
    await once(server.listen(port, loopback), 'listening').catch(() => {
      throw portTaken(component, port, what);
    });
    return port;
  });

interface Listener {
  listen(port: number, host: string): EventEmitter;
}

export const portTaken = (component: Component, port: number, what: string): StackError =>
  new StackError({
    component,
    code: 'portTaken',
    problem: `port ${port} (${what}) is taken by another program.`,
    remedy: 'Stop that program, or choose another port (0 takes a free one).',
  });

/** Whether nobody listens on a port of this machine. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: loopback, exclusive: true }, () => probe.close(() => resolve(true)));
  });

/** Whether a server accepts connections on a port of this machine. */
export const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect({ port, host: loopback });
    probe.once('connect', () => {
      probe.destroy();
      resolve(true);
    });
    probe.once('error', () => resolve(false));
  });
