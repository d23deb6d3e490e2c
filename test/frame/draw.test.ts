import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { placed } from '../../cli/draw/layout.ts';
import { mermaidOf } from '../../cli/draw/mermaid.ts';
import { pictureOf } from '../../cli/draw/picture.ts';
import { programIn } from '../../cli/draw/read-program.ts';
import { parseSource } from '../../cli/draw/source.ts';
import { svgOf } from '../../cli/draw/svg.ts';
import { isNurture } from '../../workflows/program.ts';
import { app } from '../support/app.ts';

async function draw(tracks: string, rest = '', beside = '') {
  const text = `/** For the curious. */\nexport const p = program('p', { start: 'one', ${rest} tracks: { ${tracks} } });\nconst MOST = 3;\n${beside}`;
  const graph = (await programIn(parseSource('workflows/programs/p.ts', text)))!;
  return { graph, ways: graph.ways.map(({ from, to, when, kind }) => `${from} ${kind} ${to}${when && `: ${when}`}`) };
}

describe('a program is drawn from its source', () => {
  it('what a function of the program sends is drawn, also of one whose name is a verb', async () => {
    const { graph } = await draw(
      `async one(lead) { await send(lead); return ended('archived', 'was told'); },`,
      '',
      `const send = async (lead) => { await lead.email('hello'); };`,
    );
    expect(graph.tracks[0]).toMatchObject({ name: 'one', sends: ['hello'], steps: ['hello'] });
  });

  it('returned names are ways, under the conditions that lead to them', async () => {
    const { ways } = await draw(`
      async one(lead) {
        const touch = await lead.email('hello');
        if (await touch.metGoal({ byDay: 3 })) return 'two';
        switch (await touch.reaction({ within: '2 days' })) {
          case 'clicked':
          case 'replied': return lead.cycle < MOST ? 'two' : ended('archived', 'enough');
          case 'none': return rest('5 days', 'one');
        }
      },
      two: async () => 'one',`);
    expect(ways).toEqual([
      'entry goes one',
      'entry goes end:disqualified: out of profile',
      'one goes two: goal met',
      'one goes two: clicked or replied, cycle < 3',
      'one goes end:archived: enough',
      'one rests one: silent, after 5 days',
      'two goes one',
    ]);
  });

  it('interrupts come from anywhere, and no gate means no way out at the entry', async () => {
    const { ways } = await draw(
      `one: async () => 'one',`,
      `gate: false, interrupts: { mql: 'one', fastTrack: (lead) => (lead.isSenior ? 'one' : 'two') },`,
    );
    expect(ways.slice(1, 4)).toEqual([
      'anywhere interrupted one: MQL',
      'anywhere interrupted one: fast-track, senior',
      'anywhere interrupted two: fast-track',
    ]);
  });

  it('the interrupts that a program has of its own lead to tracks, rests and ends', async () => {
    const { ways } = await draw(
      `async one(lead) {
        const came = await lead.waitFor({ attended: true, replied: true }, { within: '3 days' });
        switch (came?.kind) { case 'attended': return 'two'; case 'replied': return 'one'; case undefined: return ended('archived', 'x'); }
      },`,
      `gate: false, interrupts: { mql: 'one', on: {
        attended: 'two',
        seatMoved: (lead, { data }) => rest(data.startsAt, 'one'),
        cancelled: (_, { data }) => { if (data.isLast) return ended('archived', 'the last seat'); return undefined; },
      } },`,
    );
    expect(ways.slice(1)).toEqual([
      'anywhere interrupted one: MQL',
      'anywhere interrupted two: attended',
      'anywhere interrupted one: seat moved, on that date',
      'anywhere interrupted end:archived: cancelled, the last seat',
      'one goes two: attended',
      'one goes one: replied',
      'one goes end:archived: x',
    ]);
  });

  it('a track lists what it may send, also from a list', async () => {
    const { graph } = await draw(
      `async one(lead) { for (const [topic] of [['a', 1], ['b', 2]] as const) await lead.email(topic); await lead.email('c'); return 'one'; },`,
    );
    expect(graph.tracks).toEqual([{ name: 'one', side: 'marketing', about: '', sends: ['a', 'b', 'c'], steps: ['a', 'b', 'c'] }]);
  });

  it('a track shows its waits between what it sends: how long, until when, and for what', async () => {
    const { graph } = await draw(
      `async one(lead) {
        await lead.until(before(lead.input.startsAt, '3 days'));
        const touch = await lead.email('hello');
        if (await touch.metGoal({ within: '7 days' })) return 'one';
        for (const [topic, day] of [['a', 10], ['b', 20]] as const) await (await lead.email(topic)).replied({ byDay: day });
        await lead.until({ day: 30, or: ['demoRequested'] });
        const came = await lead.waitFor({ attended: { webinar: 'x' }, replied: true }, { until: after(lead.input.startsAt, '1 day') });
        await lead.pause(lead.knobs.patience);
        const call = await lead.call('asked', { team: 't', sla: 's', within: '5 days' });
        return came && !lead.has('b') ? 'one' : rest(lead.day(60), 'one');
      },`,
    );
    expect(graph.tracks[0]?.steps).toEqual([
      '… until 3 days before startsAt',
      'hello',
      '… up to 7 days for its goal',
      'a',
      'b',
      '… until day 10, 20 for a reply',
      '… until day 30 or demo requested',
      '… until 1 day after startsAt for attended or replied',
      '… pauses patience',
      '… a call, up to 5 days',
    ]);
    expect(graph.ways.slice(-2).map(({ when }) => when)).toEqual(['came, not has b', 'day 60']);
  });

  it('what a function of the file sends and waits for is what the track does that calls it', async () => {
    const { graph } = await draw(
      `async one(lead) { await lead.email('a'); const touch = await greet(lead); await touch.clicked({ within: '2 days' }); return 'one'; },`,
      `gate: false,`,
      `async function greet(lead) { await lead.pause('1 day'); return await again(lead); }
       const again = (lead) => (lead.cycle > 9 ? greet(lead) : lead.email('b'));`,
    );
    expect(graph.tracks[0]).toMatchObject({
      sends: ['a', 'b'],
      steps: ['a', '… pauses 1 day', 'b', '… up to 2 days for a click'],
    });
  });

  it('a side program shows its lane', async () => {
    const { ways } = await draw(`one: async () => done('said'),`, `lane: 'onboarding',`);
    expect(ways).toEqual(['entry goes one: in the lane onboarding', 'one goes end:done: said']);
  });

  it('conditions are words: an act that was waited for, what is the same, and no stand-in for what is unknown', async () => {
    const { ways } = await draw(`
      async one(lead) {
        if (await lead.waitFor({ doorSetUp: true }, { within: '3 days' })) return 'two';
        if (data.webinar === lead.input.webinar) return 'three';
        return (lead.fields.docks ?? 0) >= 40 ? 'four' : 'one';
      },`);
    expect(ways.slice(2, 5)).toEqual([
      'one goes two: door set up',
      'one goes three: the same webinar',
      'one goes four: docks ≥ 40',
    ]);
  });

  it('a call leads where its outcome says, or to the track that the rep names', async () => {
    const { graph, ways } = await draw(`
      async one(lead) {
        await lead.until(before(MOST, '3 days'));
        const call = await lead.call('asked', { team: 't', sla: 's', within: '5 days', meeting: (to) => to.email('meeting') });
        switch (call.outcome) {
          case 'notReady': return rest(call.until, call.track);
          case 'slaMissed':
          case 'expired': return rest(after(MOST, '1 day'), 'one');
          default: return call.track;
        }
      },`);
    expect(ways.slice(2)).toEqual([
      'one rests named: not ready, on that date',
      'one rests one: SLA missed or expired, 1 day after MOST',
      'one goes named: otherwise',
    ]);
    expect(graph.tracks[0]?.sends).toEqual(['meeting']);
    expect(mermaidOf(graph)).toContain('named(("the track that the rep names"))');
    expect(
      pictureOf(graph)
        .boxes.find(({ id }) => id === 'one')
        ?.exits.join(' '),
    ).toContain('the track that the rep names');
  });

  it('says where, when a track returns what cannot be drawn', async () => {
    await expect(draw(`async one(lead) {\n return somewhere(lead); },`)).rejects.toThrow(
      /workflows\/programs\/p\.ts:3: `somewhere\(lead\)` is not the name of a track/,
    );
  });
});

describe('the drawing of every program', () => {
  const all = Object.values(app.programs);

  it.each(all.map((program) => [program.id, program] as const))(
    '%s has the tracks that run, each on its side',
    async (id, program) => {
      const file = join(app.dir, 'programs', `${id}.ts`);
      const graph = (await programIn(parseSource(file, await readFile(file, 'utf8'))))!;
      const sides = Object.entries(program.tracks).map(([name, track]) => [name, isNurture(track) ? 'marketing' : 'sales']);
      expect(graph.tracks.map(({ name, side }) => [name, side])).toEqual(sides);
      const known = new Set([...graph.tracks.map((track) => track.name), 'end:archived', 'end:customer', 'end:disqualified']);
      expect(graph.ways.filter((way) => !known.has(way.to))).toEqual([]);
      const reached = new Set(graph.ways.map((way) => way.to));
      expect(graph.tracks.filter((track) => !reached.has(track.name))).toEqual([]);
    },
  );

  it.each(all.map((program) => [program.id]))('%s: boxes do not lie on each other, and the text is escaped', async (id) => {
    const file = join(app.dir, 'programs', `${id}.ts`);
    const graph = (await programIn(parseSource(file, await readFile(file, 'utf8'))))!;
    const drawing = placed(pictureOf(graph));
    for (const [index, a] of drawing.boxes.entries()) {
      for (const b of drawing.boxes.slice(index + 1)) {
        const apart = Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2;
        expect(apart, `${a.id} and ${b.id}`).toBe(true);
      }
    }
    expect(svgOf('a < b', drawing)).toContain('<title>a &lt; b</title>');
    expect(mermaidOf(graph)).toContain('flowchart TD');
  });
});
