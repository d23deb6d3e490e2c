import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { api } from '../../app/api.ts';
import { Problem } from '../../parts/problem.tsx';
import { Tiles } from '../../parts/tiles.tsx';
import { AgainstUs } from './against-us.tsx';
import { Failing } from './failing.tsx';
import { Health } from './health.tsx';
import { Held } from './held.tsx';
import { InDoubt } from './in-doubt.tsx';
import { Outbox } from './outbox.tsx';
import { Parked } from './parked.tsx';
import { Returned } from './returned.tsx';
import { lists, type List } from './search.ts';
import { Sending } from './sending.tsx';
import { Stuck } from './stuck.tsx';
import { tiles, unattendedTile, type TileSays } from './tiles.ts';
import { Unattended } from './unattended.tsx';

/** Real milliseconds between two looks at the numbers; who is unattended takes longer to find. */
const LOOK_EVERY_MS = 10_000;
const LOOK_FOR_UNATTENDED_MS = 60_000;

/** What each tile opens. */
const opened: Readonly<Record<List, ReactNode>> = {
  still: (
    <>
      <Parked />
      <Stuck />
    </>
  ),
  inDoubt: <InDoubt />,
  outbox: <Outbox />,
  unattended: <Unattended />,
  held: <Held />,
  bounces: (
    <>
      <Returned what="bounces" />
      <AgainstUs />
      <Failing />
    </>
  ),
  complaints: <Returned what="complaints" />,
  queue: <Sending />,
};

/** Eight numbers that say whether somebody has to do something, and what the open one counts; else the health of each part. */
export function Now() {
  const { list } = useSearch({ from: '/operations' });
  const overview = useQuery(api.ops.overview.queryOptions(undefined, { refetchInterval: LOOK_EVERY_MS }));
  const unattended = useQuery(api.ops.unattended.queryOptions(undefined, { refetchInterval: LOOK_FOR_UNATTENDED_MS }));
  if (overview.error) return <Problem error={overview.error} reset={() => void overview.refetch()} />;
  const says = (name: List): TileSays | undefined => {
    if (name === 'unattended') return unattended.data && unattendedTile(unattended.data);
    return overview.data && tiles[name].of(overview.data);
  };
  return (
    <>
      <Tiles
        label="What needs you"
        of={lists.map((name) => ({
          label: name === 'unattended' ? 'Nobody looks after them' : tiles[name].label,
          value: '–',
          about: 'counting…',
          ...says(name),
          to: { to: '/operations', search: { list: name === list ? undefined : name } },
          isOpen: name === list,
        }))}
      />
      {list === undefined ? <Health /> : opened[list]}
    </>
  );
}
