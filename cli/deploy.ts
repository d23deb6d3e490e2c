import { Client } from '@temporalio/client';
import { Command } from 'commander';
import { connectTemporal } from '../engine/temporal-connection.ts';
import { leadsByBuild, makeCurrent } from '../engine/worker-builds.ts';
import { CliError } from './cli-error.ts';
import { TASK_QUEUE } from './run-parts.ts';
import { temporalTarget } from './temporal-target.ts';

export const deployCommand = (): Command =>
  new Command('deploy')
    .description(
      'From now on, new leads and leads that enter a track run on the workers with this TRELLIS_BUILD_ID. The others finish their track on their old build. Run it once the new workers run, after `trellis replay --live`.',
    )
    .argument('<build>', 'the TRELLIS_BUILD_ID of the new workers')
    .action(async (build: string) => {
      const target = await temporalTarget();
      const connection = await connectTemporal(target);
      try {
        const workers = { client: new Client({ connection, namespace: target.namespace }), taskQueue: TASK_QUEUE };
        await makeCurrent(workers, build).catch((cause: unknown) => {
          throw new CliError(
            'badArgument',
            `no worker of build "${build}" runs. Start one with TRELLIS_BUILD_ID=${build}.`,
            cause,
          );
        });
        process.stdout.write(`Build ${build} is current.\n`);
        for (const { buildId, leads } of await leadsByBuild(workers))
          if (buildId !== build) process.stdout.write(`Leads that will finish their track on build ${buildId}: ${leads}\n`);
      } finally {
        await connection.close();
      }
    });
