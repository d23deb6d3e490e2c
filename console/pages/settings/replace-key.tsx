import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import { newSecret } from './secret.ts';
import { ShownOnce } from './shown-once.tsx';

interface ReplaceKeyProps {
  readonly keyId: string;
  readonly name: string;
}

/** For how long the old key works, while the new one is put in its place. */
const STANDARD_HOURS = 24;

/** Makes a new key in place of another one, and shows it once. */
export function ReplaceKey({ keyId, name }: ReplaceKeyProps) {
  const [isOpen, open] = useState(false);
  const [overlapHours, setHours] = useState(STANDARD_HOURS);
  const [made, setMade] = useState<string>();
  const tell = useTell();
  const cache = useQueryClient();
  const rotate = useMutation(api.keys.rotate.mutationOptions());
  const close = () => {
    open(false);
    setMade(undefined);
    // Only now, because the row with this window changes.
    void cache.invalidateQueries(api.keys.pathFilter());
  };
  const replace = async () => {
    const { secret, hash } = await newSecret();
    const { keyId: id, next } = await rotate.mutateAsync({ keyId, overlapHours, hash });
    setMade(`tk_${id}_${secret}`);
    tell.done(next);
  };
  return (
    <>
      <button aria-label={`Replace the key of ${name}`} onClick={() => open(true)}>
        Replace…
      </button>
      <Dialog title={`Replace the key of ${name}`} open={isOpen} onClose={close}>
        {made === undefined ? (
          <form
            className={layout.stack}
            onSubmit={(event) => {
              event.preventDefault();
              void replace().catch(tell.problem);
            }}
          >
            <label>
              Hours for which the old one still works
              <input
                autoFocus
                required
                type="number"
                min={0}
                max={720}
                value={overlapHours}
                onChange={({ target }) => setHours(target.valueAsNumber || 0)}
              />
            </label>
            <div className={layout.row}>
              <button className="main" disabled={rotate.isPending}>
                Make the new key
              </button>
              <button type="button" onClick={close}>
                Cancel
              </button>
            </div>
          </form>
        ) : (
          <ShownOnce apiKey={made} onClose={close} />
        )}
      </Dialog>
    </>
  );
}
