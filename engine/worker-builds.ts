import type { Client } from '@temporalio/client';

/** The workers of an installation. Temporal knows them by the name of their task queue, and each build of their code by its id. */
interface Workers {
  readonly client: Client;
  readonly taskQueue: string;
}

/** Has new leads, and leads that enter a track, run on the workers of a build. @throws when no worker of that build runs */
export async function makeCurrent({ client, taskQueue }: Workers, buildId: string): Promise<void> {
  const { namespace } = client.options;
  await client.workflowService.setWorkerDeploymentCurrentVersion({ namespace, deploymentName: taskQueue, buildId });
}

/** A build, how many leads run on it, and whether new leads do. */
export interface Build {
  readonly buildId: string;
  readonly leads: number;
  readonly isCurrent: boolean;
}

/** How many leads run on each build, the latest build first. A build with none needs no worker any more. */
export async function leadsByBuild({ client, taskQueue }: Workers): Promise<Build[]> {
  const { namespace } = client.options;
  const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
    namespace,
    deploymentName: taskQueue,
  });
  const current = workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId;
  const builds = workerDeploymentInfo?.versionSummaries?.map(({ deploymentVersion }) => deploymentVersion?.buildId ?? '') ?? [];
  return await Promise.all(
    builds.map(async (buildId) => {
      const query = `TemporalWorkerDeploymentVersion = '${taskQueue}:${buildId}' AND ExecutionStatus = 'Running'`;
      return { buildId, leads: (await client.workflow.count(query)).count, isCurrent: buildId === current };
    }),
  );
}
