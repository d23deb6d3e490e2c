import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import layout from '../../style/layout.module.css';

/** Which emails a rep gets about their tasks; each is turned on and off at once. */
export function Alerts() {
  const { data, error, refetch } = useQuery(api.alerts.preferences.queryOptions());
  const cache = useQueryClient();
  const tell = useTell();
  const prefer = useMutation(
    api.alerts.prefer.mutationOptions({
      onSuccess: () => void cache.invalidateQueries(api.alerts.pathFilter()),
      onError: tell.problem,
    }),
  );
  return (
    <Panel title="Alerts" about="The emails that tell you about your tasks.">
      {error ? (
        <Problem error={error} reset={() => void refetch()} />
      ) : data ? (
        <ul className={layout.stack}>
          {data.map(({ kind, label, wanted }) => (
            <li key={kind}>
              <label className={layout.row}>
                <input
                  type="checkbox"
                  checked={wanted}
                  disabled={prefer.isPending}
                  onChange={({ target }) => prefer.mutate({ kind, wanted: target.checked })}
                />
                {label}
              </label>
            </li>
          ))}
        </ul>
      ) : (
        <Waiting />
      )}
    </Panel>
  );
}
