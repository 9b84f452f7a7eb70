import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { name } from './name';

const text = (description: string) => Type.Union([Type.String(), Type.Null()], { description });

/** How a modem is. */
export const modemState = exactly(
  {
    gateway: name('Where it hangs.'),
    modem: name('What it is called there.'),
    at: Type.String({ description: 'When it was so, ISO 8601.' }),
    where: Type.String({ description: 'Which port it is on.' }),
    title: Type.String({ description: 'Its family: SIM800.' }),
    isUp: Type.Boolean({ description: 'Whether it can be spoken with.' }),
    isFit: Type.Boolean({ description: 'Whether it is given jobs.' }),
    problem: Type.Optional(
      Type.String({ description: 'Why it can not be spoken with, or is given no jobs.' }),
    ),
    starts: Type.Integer({ minimum: 0, description: 'How often it was brought up or restarted.' }),
    job: Type.Optional(name('The job that it has.')),
    identity: Type.Optional(
      exactly({
        manufacturer: text('AT+CGMI'),
        model: text('AT+CGMM'),
        revision: text('AT+CGMR'),
        imei: text('AT+CGSN'),
      }),
    ),
    registration: Type.Optional(
      exactly({
        status: Type.Integer(),
        isRegistered: Type.Boolean(),
        isRoaming: Type.Boolean(),
        circuit: Type.Optional(Type.Integer()),
        packet: Type.Optional(Type.Integer()),
        lte: Type.Optional(Type.Integer()),
        area: Type.Optional(Type.String()),
        cell: Type.Optional(Type.String()),
      }),
    ),
    signal: Type.Optional(
      exactly({
        rssi: Type.Optional(Type.Integer()),
        dBm: Type.Optional(Type.Integer()),
        ber: Type.Optional(Type.Integer()),
      }),
    ),
    sim: Type.Optional(exactly({ state: Type.String(), isReady: Type.Boolean() })),
    bearer: Type.Optional(exactly({ isOpen: Type.Boolean(), address: Type.Optional(Type.String()) })),
    power: Type.Optional(
      exactly({
        state: Type.String(),
        restarts: Type.Integer(),
        milliVolts: Type.Optional(Type.Integer()),
        percent: Type.Optional(Type.Integer()),
      }),
    ),
    clock: Type.Optional(exactly({ at: Type.String(), offsetMinutes: Type.Optional(Type.Integer()) })),
    sms: Type.Optional(
      exactly(
        { stored: Type.Integer({ minimum: 0 }), capacity: Type.Integer({ minimum: 0 }) },
        'Messages in the store that is read, and how many it holds.',
      ),
    ),
  },
  'How a modem is: retained.',
);
export type ModemState = Static<typeof modemState>;
