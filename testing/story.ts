import type { SaidInput } from '../api/leads/program-input.ts';
import type { ProgramName } from '../domain/lead/program-name.ts';
import type { RepName } from '../domain/people/rep-name.ts';
import type { Meant } from '../domain/text/meant.ts';
import type { Instant } from '../domain/time/clock.ts';
import { MINUTE, type CalendarDuration } from '../domain/time/duration.ts';
import type { VirtualEngine } from './engine.ts';
import { eventually } from './eventually.ts';
import type { LeadCells } from './lead-cells.ts';
import { Person } from './person.ts';
import type { RecordedTexts } from './recorded-texts.ts';
import type { RecordingMailer } from './recording-mailer.ts';
import type { Hired } from './staff.ts';
import { storyCampaigns } from './story-campaigns.ts';
import type { StoryOptions } from './story-options.ts';
import { openStoryWorld } from './story-world.ts';
import type { World } from './world.ts';

/** The world of a story: everything is real except the passing of time and the email server. */
export interface Story<Rep extends string = RepName> extends World<Rep>, AsyncDisposable {
  readonly engine: VirtualEngine;
  readonly mail: RecordingMailer;
  readonly texts: RecordedTexts;
  readonly now: Instant;
  /** A lead who is in the program and has passed the gate. */
  lead(cells?: LeadCells): Promise<Person<Rep>>;
  /** A marketer lets a lead enter a side program of the app, whatever program of its own it is in. */
  enters<const Program extends Meant<Program, ProgramName>>(
    person: Person<Rep>,
    sideProgram: Program,
    input?: SaidInput,
  ): Promise<void>;
  /**
   * A marketer changes the input of the campaign, and its leads are told. Begin with a lead: the first one launches the campaign.
   */
  changes(input: SaidInput): Promise<void>;
  /** A marketer turns knobs of the program, and its leads are told. */
  turns(knobs: SaidInput): Promise<void>;
  /** Lets time pass: emails that are due are sent, and messages in the outbox are delivered. */
  runFor(duration: CalendarDuration): Promise<void>;
  /** Sends the confirmation emails that are due, and delivers the messages in the outbox. */
  relay(): Promise<void>;
}

/**
 * Begins a story with its own database.
 * @example
 * await using story = await beginStory();
 * const ann = await story.lead({ firstName: 'Ann' });
 * await ann.gets('guide');
 */
export async function beginStory<Rep extends string = RepName, const Program extends Meant<Program, ProgramName> = ProgramName>(
  options: StoryOptions<Program> = {},
): Promise<Story<Rep>> {
  const opened = await openStoryWorld(options);
  const { world, db, mail, texts, program, ideal } = opened;
  const { engine, clock, as, relay } = world;
  const campaigns = storyCampaigns(as('marketer'));
  const hired = (name: string): Hired => {
    const rep = world.staff.get(name);
    if (!rep) throw new Error(`${name} is not in this story: its reps are ${[...world.staff.keys()].join(', ')}.`);
    return rep;
  };
  const story: Story<Rep> = {
    db,
    engine,
    mail,
    texts,
    ideal,
    reps: Object.fromEntries([...world.staff].map(([name, { id }]) => [name, id])) as Record<Rep, string>,
    teamOf: (name) => hired(name).team,
    get now() {
      return clock.now();
    },
    as: (role) => as(role),
    asRep: (name) => as(hired(name).isManager ? 'manager' : 'rep', hired(name).id),
    async lead(cells) {
      const person = await Person.capture(story, cells);
      if (person.held !== null) return person;
      await campaigns.join(person.id, { name: 'Story', program, input: options.input });
      await relay();
      await engine.runFor(1);
      return person;
    },
    async enters({ id }, sideProgram, input) {
      await campaigns.join(id, { name: sideProgram, program: sideProgram, input });
      await story.settle();
    },
    async changes(input) {
      await campaigns.change(program, input);
      await story.settle();
    },
    async turns(knobs) {
      await as('marketer').programs.turn({ program, knobs, because: 'a story' });
      await story.settle();
    },
    runFor: world.runFor,
    relay,
    request: world.request,
    async settle() {
      await relay();
      await engine.runFor(0);
    },
    aMoment: () => engine.runFor(MINUTE),
    eventually: eventually(world, opened.acts),
    [Symbol.asyncDispose]: async () => await opened[Symbol.asyncDispose](),
  };
  return story;
}
