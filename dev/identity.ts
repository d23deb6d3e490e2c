import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Identifies a process by number and start time, because numbers are reused. */
export interface ProcessIdentity {
  pid: number;
  /** Its start time, in the system's own format; only for comparison. */
  started: string;
}

/** @returns the process with this number, or undefined when none runs (a zombie does not count) */
export function identify(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether this process still runs. */
export const isAlive = (process: ProcessIdentity): boolean => identify(process.pid)?.started === process.started;

function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command may contain spaces and parentheses: the fields begin after the last parenthesis.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19]}`;
  } catch {
    return undefined;
  }
}

function startElsewhere(pid: number): string | undefined {
  try {
    const [command, ...args] =
      process.platform === 'win32'
        ? (['powershell', '-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.ToFileTime()`] as const)
        : (['ps', '-o', 'lstart=', '-p', String(pid)] as const);
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() || undefined;
  } catch {
    return undefined;
  }
}
