import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { Figures } from '../../parts/figures.tsx';
import { shows, type Show } from './search.ts';

/** Three numbers about a day. Each narrows the list to what it counts. */
export function Numbers({ show }: { readonly show: Show | undefined }) {
  const { data: day } = useQuery(api.tasks.day.queryOptions());
  const numbers: Readonly<Record<Show, number | undefined>> = {
    now: day?.numbers.dueNow,
    today: day?.numbers.dueToday,
    callBack: day?.numbers.toCallBack,
  };
  return (
    <Figures
      of={(Object.keys(shows) as Show[]).map((name) => ({
        label: shows[name].label,
        tone: name === 'now' && numbers.now ? 'late' : 'plain',
        value: (
          <Link
            to="/my-day"
            search={{ show: name }}
            aria-label={`${numbers[name] ?? 'Some'}: ${shows[name].label}`}
            aria-current={show === name || undefined}
          >
            {numbers[name] ?? '–'}
          </Link>
        ),
      }))}
    />
  );
}
