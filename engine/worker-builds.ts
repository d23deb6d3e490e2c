import type { Client } from '@temporalio/client';
import { leadIn } from '../workflows/messages.ts';

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
      const { count } = await client.workflow.count(runningOn(taskQueue, buildId));
      return { buildId, leads: count, isCurrent: buildId === current };
    }),
  );
}

const runningOn = (taskQueue: string, buildId: string): string =>
  `TemporalWorkerDeploymentVersion = '${taskQueue}:${buildId}' AND ExecutionStatus = 'Running'`;

/** A page of the leads on a build. */
export interface LeadsOnBuild {
  /** A lead, and the lane of the side program that runs there; null for its own program. */
  readonly items: readonly { readonly leadId: string; readonly lane: string | null }[];
  /** What the next page comes after; missing on the last one. */
  readonly next?: string | undefined;
}

/** A page of the leads that `leadsByBuild` counts, those that began last first. @param buildId as `leadsByBuild` names it */
export async function leadsOnBuild(
  { client, taskQueue }: Workers,
  buildId: string,
  { after = '', limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<LeadsOnBuild> {
  const { executions, nextPageToken } = await client.workflowService.listWorkflowExecutions({
    namespace: client.options.namespace,
    query: runningOn(taskQueue, buildId),
    pageSize: limit,
    nextPageToken: Buffer.from(after, 'base64url'),
  });
  return {
    items: executions.map(({ execution }) => leadIn(execution?.workflowId ?? '')),
    next: nextPageToken.length === 0 ? undefined : Buffer.from(nextPageToken).toString('base64url'),
  };
}
