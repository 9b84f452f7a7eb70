import { type Static, Type } from '@sinclair/typebox';
import { exactly, name } from './exactly';

const text = (description: string) => Type.Union([Type.String(), Type.Null()], { description });

/** The state of a modem. */
export const modemState = exactly(
  {
    gateway: name('Its gateway.'),
    modem: name('Its name at the gateway.'),
    at: Type.String({ description: 'When the state was read, ISO 8601.' }),
    where: Type.String({ description: 'Its port.' }),
    title: Type.String({ description: 'Its family, such as SIM800.' }),
    isUp: Type.Boolean({ description: 'Whether it is connected.' }),
    isFit: Type.Boolean({ description: 'Whether it takes jobs.' }),
    problem: Type.Optional(Type.String({ description: 'Why it is not connected, or takes no jobs.' })),
    starts: Type.Integer({ minimum: 0, description: 'How often it was connected or restarted.' }),
    job: Type.Optional(name('The job that it has.')),
    identity: Type.Optional(
      exactly(
        {
          manufacturer: text('AT+CGMI'),
          model: text('AT+CGMM'),
          revision: text('AT+CGMR'),
          imei: text('AT+CGSN'),
        },
        'Its identity; null where it does not answer.',
      ),
    ),
    registration: Type.Optional(
      exactly(
        {
          status: Type.Integer({ description: '27.007 § 7.2: 1 home, 2 searching, 3 denied, 5 roaming.' }),
          isRegistered: Type.Boolean({ description: 'Whether that is 1 or 5.' }),
          isRoaming: Type.Boolean({ description: 'Whether that is 5.' }),
          circuit: Type.Optional(Type.Integer({ description: 'The status of calls and SMS: +CREG.' })),
          packet: Type.Optional(Type.Integer({ description: 'The status of the packet network: +CGREG.' })),
          lte: Type.Optional(Type.Integer({ description: 'The status of LTE: +CEREG.' })),
          area: Type.Optional(Type.String({ description: 'Location or tracking area, hexadecimal.' })),
          cell: Type.Optional(Type.String({ description: 'The cell, hexadecimal.' })),
        },
        'Registration with the network.',
      ),
    ),
    signal: Type.Optional(
      exactly(
        {
          rssi: Type.Optional(Type.Integer({ description: '0 to 31; missing where it is unknown.' })),
          dBm: Type.Optional(Type.Integer({ description: 'The same in dBm: −113 to −51.' })),
          ber: Type.Optional(Type.Integer({ description: 'Bit error rate class, 0 to 7.' })),
        },
        'Signal quality.',
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
          address: Type.Optional(Type.String({ description: 'Its IP address.' })),
        },
        'The bearer that HTTP and FTP use.',
      ),
    ),
    power: Type.Optional(
      exactly(
        {
          state: Type.String({ description: 'on, off, under-voltage, over-voltage or charge-only.' }),
          restarts: Type.Integer({ description: 'How often it restarted since it was connected.' }),
          milliVolts: Type.Optional(Type.Integer({ description: 'Its supply voltage.' })),
          percent: Type.Optional(Type.Integer({ description: 'Charge, 0 to 100.' })),
        },
        'Power and start-up.',
      ),
    ),
    clock: Type.Optional(
      exactly(
        {
          at: Type.String({ description: 'The modem’s local time, ISO 8601 with its zone.' }),
          offsetMinutes: Type.Optional(Type.Integer({ description: 'Local time ahead of UTC.' })),
        },
        'Its clock when it was last read.',
      ),
    ),
    messages: Type.Optional(
      exactly(
        {
          storage: Type.Optional(
            Type.String({ description: 'Where messages are received: SM the SIM, ME the modem.' }),
          ),
          used: Type.Integer({ minimum: 0, description: 'Messages in it.' }),
          total: Type.Integer({ minimum: 0, description: 'Its capacity; 0 where it is unknown.' }),
          isFull: Type.Boolean({
            description: 'Whether the network keeps further messages until some are deleted.',
          }),
        },
        'The memory for received messages.',
      ),
    ),
    sms: Type.Optional(
      exactly(
        {
          stored: Type.Integer({ minimum: 0, description: 'Messages in it.' }),
          capacity: Type.Integer({ minimum: 0, description: 'Its capacity.' }),
        },
        'The message store that is read.',
      ),
    ),
  },
  'The state of a modem: retained.',
);
export type ModemState = Static<typeof modemState>;
