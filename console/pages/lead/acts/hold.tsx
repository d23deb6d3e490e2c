import { useState } from 'react';
import { platformNow } from '../../../app/time.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import { entered, InstantField, instantOf } from '../../../parts/instant-field.tsx';
import type { ActProps } from './act.ts';
import { ChannelChoice } from './channel-choice.tsx';
import { held } from './deeds.ts';

const TWO_WEEKS_MS = 14 * 86_400_000;

/** Closes a channel, or all, until a date. */
export function Hold({ lead, onClose }: ActProps) {
  const [channel, setChannel] = useState('all');
  const [until, setUntil] = useState(() => entered(platformNow() + TWO_WEEKS_MS));
  const act = useAct(onClose);
  return (
    <ActForm
      says="The program waits until then and continues. You can release the lead earlier."
      button="Hold"
      busy={act.isPending}
      onSubmit={() => act.mutate(() => held(lead, channel, instantOf(until)))}
      onCancel={onClose}
    >
      <ChannelChoice value={channel} onChange={setChannel} />
      <InstantField label="Until" value={until} onChange={setUntil} />
    </ActForm>
  );
}
