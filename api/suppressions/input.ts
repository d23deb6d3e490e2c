import { z } from 'zod';
import { suppressionReasons, type SuppressionReason } from '../../domain/contact/suppression.ts';
import { keysOf } from '../procedures/zod-keys.ts';

export const reasonInput = z.enum(keysOf<SuppressionReason>(suppressionReasons));
