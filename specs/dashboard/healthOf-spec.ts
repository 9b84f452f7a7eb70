import type { ModemFace } from '../../lib/dashboard/model/board';
import { healthOf } from '../../lib/dashboard/model/healthOf';
import { newFace } from '../../lib/dashboard/model/newFace';

/** What a person reads of a modem's health: by the rule that pools and metrics use. */

const face = (known: Partial<ModemFace>): ModemFace => ({
  ...newFace({ id: 'a', name: 'north', title: 'SIM800', where: 'here', pages: [] }),
  connection: 'connected',
  ...known,
});
const registration = (status: number) => ({
  registration: { status, isRegistered: status === 1 || status === 5, isRoaming: status === 5 },
});
const sim = (state: string) => ({ sim: { state, isReady: state === 'READY' } });

describe('healthOf', () => {
  it.each<[string, Partial<ModemFace>, string, string | undefined]>([
    ['at home', { states: { ...sim('READY'), ...registration(1) } }, 'ready', undefined],
    ['roaming', { states: { ...sim('READY'), ...registration(5) } }, 'ready', undefined],
    ['nothing known', {}, 'starting', undefined],
    ['connecting', { connection: 'connecting' }, 'starting', undefined],
    ['a PIN', { states: { ...sim('SIM PIN'), ...registration(0) } }, 'limited', 'The SIM waits for its PIN.'],
    ['no SIM', { states: { ...sim('SIM not inserted'), ...registration(0) } }, 'limited', 'No SIM.'],
    ['denied', { states: { ...sim('READY'), ...registration(3) } }, 'limited', 'The network denies it.'],
    ['searching', { states: registration(2) }, 'limited', 'Searching a network.'],
    [
      'off',
      { states: { ...registration(1), power: { state: 'off', restarts: 0 } } },
      'limited',
      'Its power is off.',
    ],
    ['unplugged', { connection: 'reconnecting' }, 'down', 'Its port went away.'],
    ['a wrong port', { connection: 'failed', problem: 'no such port' }, 'down', 'No such port.'],
    ['fit for its gateway', { isFit: true }, 'ready', undefined],
    [
      'unfit for its gateway',
      { isFit: false, problem: 'No jobs for it: it rests.' },
      'limited',
      'No jobs for it: it rests.',
    ],
  ])('says how a modem is: %s', (_, known, kind, why) => {
    expect(healthOf(face(known))).toEqual(why === undefined ? { kind } : { kind, why });
  });
});
