import { newcomers } from './newcomers.ts';

export const programs = [newcomers];
