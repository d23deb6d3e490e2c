import { Choice } from '../../parts/choice.tsx';
import { useTakers } from './people.ts';
import type { Rep } from './rep.ts';

interface TakerProps {
  readonly label: string;
  /** Who takes them while nobody is chosen. */
  readonly none: string;
  readonly rep: Rep;
  readonly value: string;
  readonly onChange: (rep: string) => void;
}

/** Which colleague takes the tasks of a rep, each with how much they have. */
export function Taker({ rep, ...choice }: TakerProps) {
  const takers = useTakers(rep.team).filter(({ id }) => id !== rep.id);
  const of = takers.map(({ id, name, open, capacity }) => ({ code: id, label: `${name}: ${open} of ${capacity}` }));
  return <Choice {...choice} of={of} required={false} />;
}
