import { spawn } from 'node:child_process';

/**
 * Ends a server when this process dies in a way that leaves no time to clean up (SIGKILL, a crash): a shell that waits for our
 * end of a pipe to close, which the kernel does for every dead process. Where there is no shell, the next start cleans up.
 * @returns what to call once the server has ended, so that the guard goes too
 */
export function guard(pid: number, signal: NodeJS.Signals): () => void {
  if (process.platform === 'win32') return () => {};
  // `read` fails when the pipe closes without a line. SIGCONT, since a suspended process does not see the other signal.
  const script = 'read -r word || { kill -s "$2" "$1"; kill -s CONT "$1"; }';
  const child = spawn('/bin/sh', ['-c', script, 'trellis-guard', String(pid), signal.replace('SIG', '')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // out of the terminal's reach: Ctrl-C would end it before its time
  });
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as unknown as { unref?: () => void }).unref?.();
  return () => void child.stdin.end('done\n');
}
