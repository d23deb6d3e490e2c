import type { Inputs, Outputs } from '../../app/api.ts';

export type Sheet = Outputs['tasks']['get'];

export type ReportDetails = Omit<Inputs['tasks']['report'], 'taskId' | 'id'>;
