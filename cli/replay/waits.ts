import { proxySinks, type WorkflowInterceptors } from '@temporalio/workflow';
import type { ReplaySinks } from './compare-waits.ts';

const { waits } = proxySinks<ReplaySinks>();

/** Tells the replaying process of each timer that the workflow code starts. Part of the bundle of `trellis replay` only. */
export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      startTimer(timer, next) {
        waits.began(timer.seq, timer.options?.summary ?? '');
        return next(timer);
      },
    },
  ],
});
