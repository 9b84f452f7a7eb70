import type { ModemFace } from './board';

/** What is known of a modem that has just come onto the board. */
export const newFace = (modem: Pick<ModemFace, 'id' | 'name' | 'title' | 'where' | 'pages'>): ModemFace => ({
  ...modem,
  connection: 'connecting',
  states: {},
  network: {},
  identity: {},
  received: 0,
  signal: [],
  signalDay: [],
  transfers: [],
  messages: [],
  acts: [],
});
