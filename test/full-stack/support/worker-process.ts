// Runs one worker in a process of its own, so that a test can stop and end it in any way it likes.
import { readFile } from 'node:fs/promises';
import { untilStopped } from '../../../cli/run-parts.ts';
import { startPlatform } from '../../../worker/platform.ts';
import { interrupts } from '../../../cli/interrupts.ts';
import { app } from '../../support/app.ts';
import type { WorkerOrder } from './worker-order.ts';

const { settings, temporal, taskQueue, bundleFile } = JSON.parse(process.argv[2] ?? '') as WorkerOrder;
using interrupted = interrupts();
const bundle = { code: await readFile(bundleFile, 'utf8'), sourceMap: '' };
const mx = () => Promise.resolve('yes' as const);
await using platform = await startPlatform({ app, settings, temporal, taskQueue, parts: ['worker'], bundle, mx });
console.log('runs');
await untilStopped(platform, interrupted.signal);
