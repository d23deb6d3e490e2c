import type { Measurement } from '../measurement.ts';
import { alerting } from './alerting.ts';
import { audience } from './audience.ts';
import { broadcast } from './broadcast.ts';
import { history } from './history.ts';
import { importing } from './import.ts';
import { intake } from './intake.ts';
import { reading } from './reading.ts';
import { console } from './console.ts';
import { edge } from './edge.ts';
import { render } from './render.ts';
import { replaying } from './replay.ts';
import { roundTrips } from './round-trips.ts';
import { simulating } from './simulate.ts';
import { screens } from './screens.ts';
import { smtp } from './smtp.ts';
import { virtual } from './virtual.ts';
import { throughput } from './throughput.ts';
import { workerMemory } from './worker-memory.ts';

/** In the order of the report. */
export const measurements: readonly Measurement[] = [
  render,
  history,
  roundTrips,
  smtp,
  virtual,
  simulating,
  replaying,
  throughput,
  broadcast,
  alerting,
  importing,
  workerMemory,
  intake,
  reading,
  edge,
  audience,
  screens,
  console,
];
