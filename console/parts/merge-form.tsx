import { useState, type ReactNode } from 'react';
import { useAct, type Acted } from '../app/use-act.ts';
import { ActForm } from './act-form.tsx';
import { TwinChoice, type Twin } from './twin-choice.tsx';

interface MergeFormProps {
  /** Asks which one is the same as what the page shows. */
  readonly question: string;
  /** Says what the merge does. */
  readonly says: string;
  /** Those that look alike; undefined while they are looked for. */
  readonly twins: readonly Twin[] | undefined;
  /** What to type for one that is not listed. */
  readonly typed: { readonly none: string; readonly label: string; readonly type: 'email' | 'text' };
  readonly preview: (drop: string) => ReactNode;
  readonly merge: (drop: string) => Promise<Acted>;
  readonly onClose: () => void;
}

/** Chooses a twin of what the page shows, previews what would become of the two, and makes them one. */
export function MergeForm({ question, says, twins, typed, preview, merge, onClose }: MergeFormProps) {
  const [named, setNamed] = useState('');
  const [drop, choose] = useState<string>();
  const act = useAct(onClose);
  if (drop === undefined)
    return (
      <ActForm says={question} button="Show both" busy={false} onSubmit={() => choose(named.trim())} onCancel={onClose}>
        <TwinChoice twins={twins} {...typed} value={named} onChange={setNamed} />
      </ActForm>
    );
  return (
    <ActForm
      says={says}
      button="Merge"
      busy={act.isPending}
      onSubmit={() => act.mutate(() => merge(drop))}
      onCancel={() => choose(undefined)}
    >
      {preview(drop)}
    </ActForm>
  );
}
