import { a7600, type Command, commands, sim7600, sim800 } from '../../lib';
import { restartEvidence } from '../../lib/modem/session';
import { listen } from '../../lib/testing/listen';
import { latin1Bytes } from '../../lib/grammar/latin1';

const newsOf = (profile: typeof sim800, text: string, wasUp = true) => {
  const { tokens } = listen(profile.vocabulary, [{ kind: 'heard', bytes: latin1Bytes(`\r\n${text}\r\n`) }]);
  return tokens.map((token) => restartEvidence(token, profile, wasUp));
};

const echoOf = (said: Command, wasUp: boolean) => {
  const traffic = [
    { kind: 'said', command: said } as const,
    { kind: 'heard', bytes: latin1Bytes('AT\r') } as const,
  ];
  return listen(sim800.vocabulary, traffic).tokens.map((token) => restartEvidence(token, sim800, wasUp));
};

describe('startNews', () => {
  it.each([
    [sim800, 'RDY'],
    [a7600, '*ATREADY: 1'],
    [a7600, 'RDY'],
    [a7600, 'QCRDY'],
    [sim7600, 'RDY'],
  ] as const)('takes the boot URC of the $title for a restart: %s', (profile, text) => {
    expect(newsOf(profile, text)).toEqual([text]);
    expect(newsOf(profile, text, false)).toEqual([text]);
  });

  it.each([
    'SMS DONE',
    'PB DONE',
    'Call Ready',
    'SMS Ready',
    '+CPIN: READY',
    '+CFUN: 1',
    'RDYX',
    '+XYZ: 1',
    'RING',
  ])('takes %s for none', (text) => {
    expect([...newsOf(sim800, text), ...newsOf(a7600, text)]).toEqual([undefined, undefined]);
  });

  it('takes the echo of AT for a restart where echo was turned off, and only there', () => {
    expect(echoOf(sim800.attention, true)).toEqual(['its echo is on again']);
    expect(echoOf(sim800.attention, false)).toEqual([undefined]);
    expect(echoOf(commands.attention(), true)).toEqual([undefined]);
  });
});
