import type { Lead } from 'trellis';

/** What the compiler knows about the contents of this app; nothing calls it. */
export async function sendsByTheRightChannel(lead: Lead): Promise<void> {
  await lead.send('sms', 'open-day-soon', { begins: lead.now });
  await lead.send('email', 'guide');
  // @ts-expect-error -- a text does not go out by email
  await lead.email('open-day-soon', { begins: lead.now });
  // @ts-expect-error -- an email does not go out as a text
  await lead.send('sms', 'guide');
  // @ts-expect-error -- the app has no such channel
  await lead.send('pigeon', 'open-day-soon', { begins: lead.now });
  // @ts-expect-error -- nothing is sent by phone: a rep calls
  await lead.send('phone', 'guide');
  // @ts-expect-error -- the text says when it begins
  await lead.send('sms', 'open-day-soon');
  // @ts-expect-error -- `begins` is an instant
  await lead.send('sms', 'open-day-soon', { begins: 'tomorrow' });
  const reminder = await lead.send('sms', 'open-day-soon', { begins: lead.now });
  const reaction = await reminder.reaction({ within: '1 day' });
  // @ts-expect-error -- a download is no goal of the text
  if (reaction === 'downloaded') return;
}
