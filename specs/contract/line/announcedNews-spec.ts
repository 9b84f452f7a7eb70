import { a7600, modemMqtt } from '../../../lib';
import { line, OK, type Said } from '../../modem/scripted';
import { played, type Part } from './played';

const server = { host: 'mqtt.example.com', clientId: 'board' };
const STARTED: Readonly<Record<string, string>> = {
  'AT+CMQTTSTART': OK + line('+CMQTTSTART: 0'),
  'AT+CMQTTSUB=0,4,0': '\r\n>',
  'AT+CMQTTSTOP': OK + line('+CMQTTSTOP: 0'),
};
const BEGUN =
  line('+CMQTTRXSTART: 0,4,150', '+CMQTTRXTOPIC: 0,4') + 'kept' + line('+CMQTTRXPAYLOAD: 0,150') + 'hel';

/** A message whose bytes stop after `says`. */
const subscribed = (says: string) => {
  const part: Part = (text): Said | readonly Said[] | undefined => {
    if (text.startsWith('AT+CMQTTCONNECT=')) return OK + line('+CMQTTCONNECT: 0,0');
    if (text === 'kept') return OK + line('+CMQTTSUB: 0,0') + BEGUN + says;
    return STARTED[text];
  };
  return played(a7600, part, (modem) => modemMqtt.subscribe(modem, server, 'kept'));
};

describe('counted bytes of news that stop', () => {
  it.each([
    { says: line('RDY'), message: /^the modem restarted \(RDY\)/ },
    { says: line('*ATREADY: 1'), message: /^the modem restarted \(\*ATREADY: 1\)/ },
    { says: line('NORMAL POWER DOWN'), message: /^the modem went off \(NORMAL POWER DOWN\)/ },
  ])('behind a line that explains it end what waits within seconds: $says', ({ says, message }) => {
    const got = subscribed(says);

    expect(got.end).toBe('reset');
    expect(got.message).toMatch(message);
    expect(got.endedAt).toBeLessThan(15_000);
  });

  it('without such a line lose a message only', () => {
    expect(subscribed('').end).toBe('corrupt');
  });

  it('may hold such a line, and go on', () => {
    const got = subscribed(`${line('RDY')}${'o'.repeat(140)}${line('+CMQTTRXEND: 0')}`);

    expect([got.end, got.values.length]).toEqual(['open', 1]);
  });
});
