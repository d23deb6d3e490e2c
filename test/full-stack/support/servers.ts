import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowBundle } from '@temporalio/worker';
import type { App } from '../../../config/app.ts';
import type { AfterDot, MailBehaviour } from '../../../dev/mail/mail-behaviour.ts';
import { startStack, type Stack } from '../../../dev/stack.ts';
import { loadBundle } from '../../../testing/engine/bundle.ts';
import { createTemplate } from '../../../testing/create-template.ts';
import { temporaryFolder } from '../../stack/folder.ts';
import { app as testApp } from '../../support/app.ts';
import { ownServers } from '../../stack/own-servers.ts';

/** What the mail server does with somebody's mail. */
export interface Treatment {
  readonly recipient?: ReturnType<NonNullable<MailBehaviour['recipient']>>;
  readonly afterDot?: AfterDot;
}

/** The development stack, for the tests of a file: each has a world of its own on it. */
export interface Servers extends AsyncDisposable {
  readonly app: App;
  readonly stack: Stack;
  readonly dir: string;
  readonly bundle: WorkflowBundle;
  readonly bundleFile: string;
  /** From now on; `{}` is the usual. */
  treat(address: string, treatment: Treatment): void;
}

/** Starts it for worlds that run an app, by default the one that tests run. */
export async function startServers(app = testApp): Promise<Servers> {
  await using opened = new AsyncDisposableStack();
  const dir = opened.use(await temporaryFolder()).path;
  const [stack, bundle] = await Promise.all([
    startStack({ dir, fresh: true, env: ownServers, temporalUi: false }),
    loadBundle(app.workflowsPath, { sharedModules: true }),
  ]);
  opened.use(stack);
  await createTemplate(stack.postgres.adminUrl);
  const bundleFile = join(dir, 'workflows.cjs');
  await writeFile(bundleFile, bundle.code);
  const treatments = new Map<string, Treatment>();
  stack.mail.behave!({
    recipient: (address) => treatments.get(address)?.recipient,
    afterDot: ({ to: [address = ''] }) => treatments.get(address)?.afterDot,
  });
  const owned = opened.move();
  return {
    app,
    stack,
    dir,
    bundle,
    bundleFile,
    treat: (address, treatment) => void treatments.set(address, treatment),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
