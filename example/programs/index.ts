import { b2bSoftware } from './b2b-software.ts';
import { onboarding } from './onboarding.ts';
import { tradeFair } from './trade-fair.ts';
import { webinar } from './webinar.ts';
import { winBack } from './win-back.ts';

/** Every program that leads can be enrolled in. */
export const programs = [b2bSoftware, webinar, onboarding, winBack, tradeFair];
