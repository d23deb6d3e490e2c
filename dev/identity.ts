import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process, and not merely its number: numbers are reused, the pair of number and start is not. */
export interface ProcessIdentity {
  pid: number;
  /** When it started, in whatever form the system tells it; only compared. */
  started: string;
}

/** @returns who runs under this number, or undefined when nobody does (a zombie is nobody) */
export function identify(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? startOnLinux(pid) : startElsewhere(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Whether this very process still runs. */
export const isAlive = (who: ProcessIdentity): boolean => identify(who.pid)?.started === who.started;

function startOnLinux(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command may contain spaces and parentheses: the fields begin after its last one.
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
