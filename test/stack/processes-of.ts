import { execFileSync } from 'node:child_process';

/** The processes whose command line names a folder: the servers that were started on it. */
export const processesOf = (folder: string): { pid: number; command: string }[] =>
  execFileSync('ps', ['-eo', 'pid=,args=', '-ww'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(folder) && !line.includes('held-stack'))
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line.trim().replace(/^\d+ /, '') }));

/** The guards of those processes. */
export const guardsOf = (servers: { pid: number }[]): number[] =>
  execFileSync('ps', ['-eo', 'pid=,args=', '-ww'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => servers.some(({ pid }) => line.includes(`trellis-guard ${pid} `)))
    .map((line) => Number.parseInt(line, 10));
