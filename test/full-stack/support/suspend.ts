/** Stops a server's processes where they are: who asks hears nothing, not even that nobody is there. */
export async function suspend(pids: readonly number[]): Promise<AsyncDisposable> {
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  return {
    [Symbol.asyncDispose]: () => {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
      return Promise.resolve();
    },
  };
}
