import { useState } from 'react';
import { suppressionReasons } from '../../../../domain/contact/suppression.ts';
import { client, type Inputs } from '../../../app/api.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import { Choice } from '../../../parts/choice.tsx';
import type { ActProps } from './act.ts';
import { ChannelChoice } from './channel-choice.tsx';

type Reason = Extract<Inputs['contact']['close'], { readonly leadId: string }>['reason'];

/** What a person can ask for. */
const asked = ['unsubscribed', 'doNotContact', 'legal'] as const satisfies readonly Reason[];

/** Closes a channel because the person asked for it. */
export function Close({ lead: { id: leadId, name }, onClose }: ActProps) {
  const [channel, setChannel] = useState('all');
  const [reason, setReason] = useState<Reason>('doNotContact');
  const act = useAct(onClose);
  const close = async () => {
    await client.contact.close.mutate({ leadId, channel, reason });
    return { words: `${channel === 'all' ? 'Nothing' : `Nothing by ${channel}`} goes out to ${name} any more.` };
  };
  return (
    <ActForm
      says={`You can’t undo this: only ${name} can open it again, by opting in. To pause for a while, use Hold.`}
      button="Close it for good"
      isFinal
      busy={act.isPending}
      onSubmit={() => act.mutate(close)}
      onCancel={onClose}
    >
      <ChannelChoice value={channel} onChange={setChannel} />
      <Choice
        label="Why"
        of={asked.map((code) => ({ code, label: suppressionReasons[code].label }))}
        value={reason}
        onChange={(code) => setReason(code as Reason)}
      />
    </ActForm>
  );
}
