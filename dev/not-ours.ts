import type { Restartable } from './restartable.ts';
import { StackError, type Component } from '../engine/stack-error.ts';

/** Represents an external server: the stack uses it, but never starts or stops it. */
export function notOurs(component: Component, setting: string, dispose: () => Promise<void> = async () => {}): Restartable {
  const refuse = async (): Promise<never> => {
    throw new StackError({
      component,
      code: 'badSetting',
      problem: `Trellis can’t stop or start the external server in ${setting}.`,
      remedy: `Unset ${setting} to use Trellis’ own server.`,
    });
  };
  return { server: undefined, start: refuse, stop: refuse, restart: refuse, [Symbol.asyncDispose]: dispose };
}
