import type { Commit } from './engine-context.ts';
import { payloads, toDuration, toTimestamp } from './sdk-runtime.ts';
import type { Command, DurationProto } from './sdk-runtime.ts';
import type { LocalMarker } from './workflow-task.ts';

/** Core writes times in markers as plain JSON numbers. */
const plain = ({ seconds, nanos }: DurationProto) => ({ seconds: Number(seconds ?? 0), nanos: nanos ?? 0 });

/** The marker from which a replay learns how a local activity ended. */
export function recordLocalActivity({ run, completedEventId }: Commit, { localActivity, conclusion, at }: LocalMarker): void {
  const { seq, attempt, order, firstScheduledAt, command } = localActivity;
  const data = payloads.toPayload({
    seq,
    attempt,
    activity_id: order.activityId ?? '',
    activity_type: order.activityType ?? '',
    complete_time: plain(toTimestamp(at)),
    backoff: conclusion.backoff === undefined ? null : plain(toDuration(conclusion.backoff)),
    original_schedule_time: plain(toTimestamp(firstScheduledAt)),
  });
  const { result, failure } = conclusion;
  const details = { data: { payloads: [data] }, ...(result && { result: { payloads: [result] } }) };
  const marker = {
    markerName: 'core_local_activity',
    details,
    workflowTaskCompletedEventId: completedEventId,
    failure,
  };
  run.history.add('markerRecordedEventAttributes', marker, command);
}

/** The marker of `patched()`, and the search attribute with all patches of the run that core adds to it. */
export function recordPatch(
  { run, completedEventId }: Commit,
  { patchId, deprecated }: NonNullable<Command['setPatchMarker']>,
): void {
  const id = patchId ?? '';
  if (run.patches.has(id)) return;
  run.patches.add(id);
  const data = payloads.toPayload({ id, deprecated: deprecated ?? false });
  const workflowTaskCompletedEventId = completedEventId;
  const details = { 'patch-data': { payloads: [data] } };
  run.history.add('markerRecordedEventAttributes', { markerName: 'core_patch', details, workflowTaskCompletedEventId });
  const versions = payloads.toPayload([...run.patches].toSorted());
  const typed = { ...versions, metadata: { ...versions.metadata, type: Buffer.from('KeywordList') } };
  const searchAttributes = { indexedFields: { TemporalChangeVersion: typed } };
  run.history.add('upsertWorkflowSearchAttributesEventAttributes', { workflowTaskCompletedEventId, searchAttributes });
}
