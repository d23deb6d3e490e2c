import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { SendTest } from '../../parts/send-test.tsx';
import type { Campaign } from './campaign.ts';
import { useDrawing } from './drawing.ts';

/** Sends an email of the campaign to an address, as a test. */
export function TestEmail({ campaign: { program, email: single } }: { readonly campaign: Campaign }) {
  const drawing = useDrawing(program);
  const { data: contents = [] } = useQuery(api.content.list.queryOptions());
  const known = new Set(contents.filter(({ channel }) => channel === undefined).map(({ id }) => id));
  const ofProgram = [...new Set(drawing?.boxes.flatMap(({ lines }) => lines))].filter((id) => known.has(id));
  return <SendTest emails={single === null ? ofProgram : [single]} />;
}
