import type { Outputs } from '../../app/api.ts';
import { Tag } from '../../parts/tag.tsx';

type State = Outputs['campaigns']['get']['state'];

const tones: Readonly<Partial<Record<State, 'good' | 'soon'>>> = { running: 'good', paused: 'soon', scheduled: 'soon' };

/** The state of a campaign, in one word. */
export const StateTag = ({ state }: { readonly state: State }) => <Tag tone={tones[state] ?? 'plain'}>{state}</Tag>;
