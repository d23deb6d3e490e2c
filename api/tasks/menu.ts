import { closedChannel } from '../../domain/contact/contactability.ts';
import type { Channel, Suppression } from '../../domain/contact/suppression.ts';
import type { FunnelStage } from '../../domain/lead/funnel.ts';
import {
  dispositionFields,
  type Disposition,
  type DispositionField,
  type Dispositions,
} from '../../domain/sales/dispositions.ts';
import { offered, type TaskKind } from '../../domain/sales/task-kinds.ts';
import { own } from '../../domain/text/own.ts';
import type { Instant } from '../../domain/time/clock.ts';

interface Task {
  readonly kind: TaskKind;
  readonly stage: FunnelStage;
  readonly suppressions: readonly Suppression[];
}

/** What a rep may report about a task while its lead's channels are as they are, with the fields and reasons of each disposition. */
export function menuOf(dispositions: Dispositions, { kind, stage, suppressions }: Task, at: Instant) {
  const isClosed = (channel: Channel) => closedChannel(suppressions, channel, at) !== undefined;
  return offered(dispositions, { kind, stage, isClosed }).map((disposition) => {
    const { label, requires, allows = [], reasons = {}, reasonIsOptional = false } = own(dispositions, disposition)!;
    return {
      /** A name of the policy: `offered` read it there. */
      disposition: disposition as Disposition,
      label,
      requires,
      allows,
      /** What each field is called. */
      fields: Object.fromEntries([...requires, ...allows].map((field) => [field, dispositionFields[field].label])) as {
        readonly [F in DispositionField]?: string;
      },
      reasons: Object.entries(reasons).map(([reason, row]) => ({ reason, ...row })),
      reasonIsOptional,
    };
  });
}
