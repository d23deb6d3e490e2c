import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, client } from '../../../app/api.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import { Choice } from '../../../parts/choice.tsx';
import type { ActProps } from './act.ts';

/** Sends an email of the app that needs nothing from a program. */
export function Send({ lead: { id: leadId, name }, onClose }: ActProps) {
  const { data: contents = [] } = useQuery(api.content.list.queryOptions());
  const [content, choose] = useState('');
  const act = useAct(onClose);
  const single = contents.filter(({ channel, variables }) => channel === undefined && Object.keys(variables).length === 0);
  const isFromRep = single.find(({ id }) => id === content)?.from === 'rep';
  const send = async () => {
    const { next } = await client.leads.send.mutate({ leadId, content });
    return { words: `${content} goes to ${name}. ${next}` };
  };
  return (
    <ActForm
      says={
        isFromRep
          ? 'It goes out in the name of the rep within moments. You can’t undo this.'
          : 'It goes out once, within their hours and the caps. You can’t undo this.'
      }
      button={`Send it to ${name}`}
      busy={act.isPending}
      onSubmit={() => act.mutate(send)}
      onCancel={onClose}
    >
      <Choice
        label="Email"
        of={single.map(({ id, topic }) => ({ code: id, label: `${id}: ${topic}` }))}
        value={content}
        onChange={choose}
      />
      {content !== '' && (
        <Link to="/content/$content" params={{ content }} target="_blank">
          See it first
        </Link>
      )}
    </ActForm>
  );
}
