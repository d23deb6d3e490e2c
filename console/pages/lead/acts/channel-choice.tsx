import { useQuery } from '@tanstack/react-query';
import { api } from '../../../app/api.ts';

interface ChannelChoiceProps {
  readonly value: string;
  readonly onChange: (channel: string) => void;
}

/** One of the channels of the app, or all. */
export function ChannelChoice({ value, onChange }: ChannelChoiceProps) {
  const { data } = useQuery(api.policy.get.queryOptions());
  return (
    <label>
      What
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="all">Every channel</option>
        {data?.channels.map((channel) => (
          <option key={channel}>{channel}</option>
        ))}
      </select>
    </label>
  );
}
