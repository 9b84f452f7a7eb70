import { type Static, Type } from '@sinclair/typebox';
import { exactly, name } from './exactly';

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
      exactly(
        {
          manufacturer: text('AT+CGMI'),
          model: text('AT+CGMM'),
          revision: text('AT+CGMR'),
          imei: text('AT+CGSN'),
        },
        'What it says it is; null where it does not tell.',
      ),
    ),
    registration: Type.Optional(
      exactly(
        {
          status: Type.Integer({ description: '27.007 § 7.2: 1 home, 2 searching, 3 denied, 5 roaming.' }),
          isRegistered: Type.Boolean({ description: 'Whether that is 1 or 5.' }),
          isRoaming: Type.Boolean({ description: 'Whether that is 5.' }),
          circuit: Type.Optional(Type.Integer({ description: 'The same of calls and SMS: +CREG.' })),
          packet: Type.Optional(Type.Integer({ description: 'The same of the packet network: +CGREG.' })),
          lte: Type.Optional(Type.Integer({ description: 'The same of LTE: +CEREG.' })),
          area: Type.Optional(Type.String({ description: 'Location or tracking area, hexadecimal.' })),
          cell: Type.Optional(Type.String({ description: 'The cell, hexadecimal.' })),
        },
        'Registration with the network.',
      ),
    ),
    signal: Type.Optional(
      exactly(
        {
          rssi: Type.Optional(Type.Integer({ description: '0 to 31; missing where it is not known.' })),
          dBm: Type.Optional(Type.Integer({ description: 'The same in dBm: −113 to −51.' })),
          ber: Type.Optional(Type.Integer({ description: 'Bit error rate class, 0 to 7.' })),
        },
        'How well it hears.',
      ),
    ),
    sim: Type.Optional(
      exactly(
        {
          state: Type.String({ description: 'READY, SIM PIN, SIM PUK, NOT INSERTED …' }),
          isReady: Type.Boolean({ description: 'Whether it can be used.' }),
        },
        'The SIM.',
      ),
    ),
    bearer: Type.Optional(
      exactly(
        {
          isOpen: Type.Boolean({ description: 'Whether it is open.' }),
          address: Type.Optional(Type.String({ description: 'The address that it was given.' })),
        },
        'What HTTP and FTP ride on.',
      ),
    ),
    power: Type.Optional(
      exactly(
        {
          state: Type.String({ description: 'on, off, under-voltage, over-voltage or charge-only.' }),
          restarts: Type.Integer({ description: 'How often it restarted since it was connected.' }),
          milliVolts: Type.Optional(Type.Integer({ description: 'Its supply.' })),
          percent: Type.Optional(Type.Integer({ description: 'Charge, 0 to 100.' })),
        },
        'Power and start-up.',
      ),
    ),
    clock: Type.Optional(
      exactly(
        {
          at: Type.String({ description: 'Local time as the modem has it, ISO 8601 with its zone.' }),
          offsetMinutes: Type.Optional(Type.Integer({ description: 'Local time ahead of UTC.' })),
        },
        'Its clock, when it was asked last.',
      ),
    ),
    sms: Type.Optional(
      exactly(
        {
          stored: Type.Integer({ minimum: 0, description: 'Messages that it holds.' }),
          capacity: Type.Integer({ minimum: 0, description: 'How many it can hold.' }),
        },
        'Messages in the store that is read, and how many it holds.',
      ),
    ),
  },
  'How a modem is: retained.',
);
export type ModemState = Static<typeof modemState>;
