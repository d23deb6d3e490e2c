// Runs a stack in a process of its own, so that a test can end that process in any way it likes.
import { interrupts } from '../../cli/interrupts.ts';
import { startStack } from '../../dev/stack.ts';
import { ownServers } from './own-servers.ts';

const [dir = ''] = process.argv.slice(2);
using interrupted = interrupts();
const { signal } = interrupted;
try {
  await using stack = await startStack({
    dir,
    env: ownServers,
    temporalUi: false,
    onProgress: (line) => console.log(line),
    signal,
  });
  console.log(`up ${JSON.stringify({ databaseUrl: stack.databaseUrl, address: stack.temporal.address })}`);
  await new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', resolve);
  });
} catch (error) {
  if (!signal.aborted) throw error;
  console.log('gave up');
}
