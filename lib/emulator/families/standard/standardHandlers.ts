import type { Handler } from '../../core/handler';
import { basicHandlers } from './basicHandlers';
import { contextHandlers } from './contextHandlers';
import { equipmentHandlers } from './equipmentHandlers';
import { generalHandlers } from './generalHandlers';
import { muxHandlers } from './muxHandlers';
import { lteHandlers, networkHandlers } from './networkHandlers';
import { settingHandlers, sharedSettings } from './settingHandlers';

/** What a modem of any maker answers: V.250, 27.007, 27.005. A family adds its own, and answers anew what it answers otherwise. */
export const standardHandlers: readonly Handler[] = [
  ...generalHandlers,
  ...basicHandlers,
  ...networkHandlers,
  ...lteHandlers,
  ...contextHandlers,
  ...equipmentHandlers,
  ...muxHandlers,
  ...settingHandlers(sharedSettings),
];
