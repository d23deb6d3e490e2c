import { StackError } from '../engine/stack-error.ts';

/** Listens on a port. @throws StackError `portTaken`, which names the setting, when another process has the port */
export async function onOwnPort<T>(setting: string, port: number, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    throw new StackError({
      component: 'Trellis',
      code: 'portTaken',
      problem: `port ${port} is taken by another program.`,
      remedy: `Stop that program, or set ${setting} to another port.`,
      cause,
    });
  }
}
