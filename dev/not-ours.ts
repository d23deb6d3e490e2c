import type { Restartable } from './restartable.ts';
import { StackError, type Component } from '../engine/stack-error.ts';

/** Stands for a server that somebody else runs: it is used, never stopped or started. */
export function notOurs(component: Component, setting: string, dispose: () => Promise<void> = async () => {}): Restartable {
  const refuse = async (): Promise<never> => {
    throw new StackError({
      component,
      code: 'badSetting',
      problem: `the server that ${setting} names is not ours to stop or start.`,
      remedy: `Unset ${setting} for one of Trellis’ own.`,
    });
  };
  return { server: undefined, start: refuse, stop: refuse, restart: refuse, [Symbol.asyncDispose]: dispose };
}
