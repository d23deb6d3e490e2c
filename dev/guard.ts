import { spawn } from 'node:child_process';

/**
 * Ends a server when this process dies without time to clean up (SIGKILL, a crash): a shell waits for our end of a pipe to close, which the
 * kernel does for every dead process. Without a shell, the next start cleans up.
 * @returns a function that ends the guard; call it once the server has ended
 */
export function guard(pid: number, signal: NodeJS.Signals): () => void {
  if (process.platform === 'win32') return () => {};
  // `read` fails when the pipe closes without a line. SIGCONT, because a suspended process does not get the other signal.
  const script = 'read -r word || { kill -s "$2" "$1"; kill -s CONT "$1"; }';
  const child = spawn('/bin/sh', ['-c', script, 'trellis-guard', String(pid), signal.replace('SIG', '')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // outside the terminal’s process group: Ctrl-C would end it too early
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  return () => void child.stdin.end('done\n');
}
