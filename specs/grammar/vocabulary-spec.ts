import { bearerSet } from '../../lib/families/sim800/network/sim800BearerCommands';
import { attention, echo } from '../../lib/families/standard/generalCommands';
import { httpAction, httpInit, httpParameter, httpUrl } from '../../lib/families/simcom/simcomHttpCommands';
import { httpCid, httpRead, httpReadAll } from '../../lib/families/sim800/http/sim800HttpCommands';
import { circuitRegistration, signal } from '../../lib/families/standard/networkCommands';
import { circuitRegistrationChanged, signalReported } from '../../lib/families/standard/networkUrcs';
import { integer } from '../../lib/grammar/codecs/integer';
import { urc } from '../../lib/grammar/urc';
import { recognise, vocabulary } from '../../lib/grammar/vocabulary';

const known = vocabulary(
  [
    attention,
    echo,
    httpParameter,
    httpUrl,
    httpCid,
    httpInit,
    httpAction,
    httpReadAll,
    httpRead,
    signal,
    bearerSet,
    circuitRegistration,
  ],
  [],
);

describe('recognise', () => {
  it.each([
    ['', attention, {}],
    ['E0', echo, { on: false }],
    ['+HTTPPARA="URL","http://a/"', httpUrl, { url: 'http://a/' }],
    ['+HTTPPARA="CID",1', httpCid, { cid: 1 }],
    ['+HTTPPARA="REDIR",1', httpParameter, { tag: 'REDIR', value: '1' }],
    ['+HTTPPARA="CID",9', httpParameter, { tag: 'CID', value: '9' }],
    ['+HTTPREAD', httpReadAll, {}],
    ['+HTTPREAD=0,5', httpRead, { offset: 0, size: 5 }],
    ['+CREG?', circuitRegistration, {}],
    ['+CSQ', signal, {}],
  ])('knows %j, and the longest head wins', (text, definition, args) => {
    const found = recognise(known, text);

    expect(found?.definition.head).toBe(definition.head);
    expect(found?.args).toEqual(args);
  });

  it.each([
    ['+httppara="url","http://a/"', { url: 'http://a/' }],
    ['+HTTPPARA=URL,"http://a/"', { url: 'http://a/' }],
    ['+HTTPPARA = "URL" , "http://a/"', { url: 'http://a/' }],
    ['+HTTPREAD= "0" , "5"', { offset: 0, size: 5 }],
    ['+SAPBR=3,"1","APN","CMNET"', { cid: 1, tag: 'APN', value: 'CMNET' }],
    ['+SAPBR=3,1,APN,CMNET', { cid: 1, tag: 'APN', value: 'CMNET' }],
    ['+HTTPACTION=0', { method: 'GET' }],
    ['e1', { on: true }],
  ])('takes %s as modems do: case, blanks and quotes count little', (text, args) => {
    expect(recognise(known, text)?.args).toEqual(args);
  });

  it.each([
    '+CREG',
    '+CREG=?',
    '+CREG?1',
    '+CSQ=1',
    '+HTTPREAD=1',
    '+HTTPREAD=0,5,6',
    '+HTTPACTION=9',
    'E2',
    'Z',
    '+CSQX',
    '123',
    '+',
  ])('does not know %j', (text) => {
    expect(recognise(known, text)).toBeUndefined();
  });
});

describe('vocabulary', () => {
  it('finds URCs by their first word, in the order given', () => {
    const more = urc('+CREG', {
      tells: 'Tells more.',
      source: 'nowhere',
      gives: { a: integer, b: integer },
      example: '+CREG: 1,2',
    });
    const { urcs } = vocabulary([], [circuitRegistrationChanged, signalReported, more]);

    expect([...urcs]).toEqual([
      ['+CREG', [circuitRegistrationChanged, more]],
      ['+CSQ', [signalReported]],
    ]);
  });
});
