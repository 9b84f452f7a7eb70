import { httpAction, httpContent, httpUrl, httpUserData } from '../../lib/families/simcom/simcomHttpCommands';
import { bearerSet } from '../../lib/families/sim800/network/sim800BearerCommands';
import { contextDefine } from '../../lib/families/standard/contextCommands';
import { attention, echo } from '../../lib/families/standard/generalCommands';
import { httpRead } from '../../lib/families/sim800/http/sim800HttpCommands';
import { circuitRegistration, simState } from '../../lib/families/standard/networkCommands';
import { command, type Command, showCommand } from '../../lib/grammar/command';
import { integer } from '../../lib/grammar/codecs/integer';
import { optional } from '../../lib/grammar/codecs/optional';
import { remainder, text, word } from '../../lib/grammar/codecs/text';
import { refused } from '../helpers/refused';

const declared = { does: 'Does it.', source: 'nowhere', timeoutMs: 1, example: '' };
const open = command('+OPEN=', {
  ...declared,
  takes: { name: word, mode: optional(integer), note: optional(text) },
});
const rest = command('+REST=', { ...declared, takes: { value: remainder } });

describe('command', () => {
  it.each([
    [attention(), 'AT'],
    [echo({ on: false }), 'ATE0'],
    [circuitRegistration(), 'AT+CREG?'],
    [httpRead({ offset: 0, size: 5 }), 'AT+HTTPREAD=0,5'],
    [httpAction({ method: 'HEAD' }), 'AT+HTTPACTION=2'],
    [httpUrl({ url: 'http://a/?b=c,d' }), 'AT+HTTPPARA="URL","http://a/?b=c,d"'],
    [contextDefine({ cid: 1, type: 'IP', apn: 'CMNET' }), 'AT+CGDCONT=1,"IP","CMNET"'],
    [open({ name: 'a' }), 'AT+OPEN=a'],
    [open({ name: 'a', mode: 1 }), 'AT+OPEN=a,1'],
    [open({ name: 'a', note: 'b' }), 'AT+OPEN=a,,"b"'],
    [rest({ value: '1,"x"' }), 'AT+REST=1,"x"'],
  ])('writes its arguments in order: %#', (ready, line) => {
    expect({ text: ready.text, shown: ready.redacted }).toEqual({ text: line, shown: line });
  });

  const unspeakable = ['\r', '\n', '\0', '\u001a', '\u001b', '"', '\u007f', '\u20ac', '\ud83d\ude00'];
  const takers: readonly (readonly [string, string, (value: string) => Command, boolean])[] = [
    ['httpUrl', 'url', (url) => httpUrl({ url }), true],
    ['httpContent', 'type', (type) => httpContent({ type }), true],
    ['httpUserData', 'field', (field) => httpUserData({ field }), true],
    ['bearerSet', 'tag', (tag) => bearerSet({ cid: 1, tag, value: 'x' }), true],
    ['bearerSet', 'value', (value) => bearerSet({ cid: 1, tag: 'APN', value }), true],
    ['contextDefine', 'apn', (apn) => contextDefine({ cid: 1, type: 'IP', apn }), true],
    ['a word', 'name', (name) => open({ name }), true],
    ['an optional text', 'note', (note) => open({ name: 'a', note }), true],
    ['a remainder', 'value', (value) => rest({ value }), false],
  ];
  const cases = takers.flatMap(([title, name, say, noQuotes]) =>
    unspeakable.filter((mark) => noQuotes || mark !== '"').map((mark) => ({ title, name, say, mark })),
  );

  it.each(cases)('refuses $mark in the $name of $title, and names it', ({ name, say, mark }) => {
    for (const value of [mark, `a${mark}`, `${mark}a`, `a${mark}AT+CFUN=0`]) {
      expect(refused(() => say(value))).toEqual({
        kind: 'invalid-argument',
        name,
        problem: expect.stringContaining(mark.charCodeAt(0).toString(16)),
      });
    }
  });

  it('refuses a number that is out of its limits, and names it', () => {
    expect(refused(() => httpRead({ offset: -1, size: 5 }))).toMatchObject({ name: 'offset' });
    expect(refused(() => httpRead({ offset: 0, size: 0 }))).toMatchObject({ name: 'size' });
  });

  it('carries its definition and cannot be changed', () => {
    const ready = simState();

    expect(ready.definition).toBe(simState);
    expect(Object.isFrozen(ready)).toBe(true);
  });

  it('says how it answers', () => {
    expect(simState.answer?.read('+CPIN: SIM PIN')).toEqual({ state: 'SIM PIN' });
    expect(attention.answer).toBeUndefined();
    expect(attention.ending).toEqual({ by: 'final' });
  });
});

describe('showCommand', () => {
  it.each([
    [bearerSet({ cid: 1, tag: 'PWD', value: 'hunter2' }), 'AT+SAPBR=3,1,"PWD",***'],
    [bearerSet({ cid: 1, tag: 'pwd', value: 'hunter2' }), 'AT+SAPBR=3,1,"pwd",***'],
    [bearerSet({ cid: 1, tag: 'APN', value: 'CMNET' }), 'AT+SAPBR=3,1,"APN","CMNET"'],
    [httpUserData({ field: 'Authorization: Basic aHVudGVyMg==' }), 'AT+HTTPPARA="USERDATA",***'],
    [httpUserData({ field: ' cookie: hunter2' }), 'AT+HTTPPARA="USERDATA",***'],
    [httpUserData({ field: 'X-Board: 7' }), 'AT+HTTPPARA="USERDATA",***'],
    [httpUserData({ field: 'Range: bytes=7-' }), 'AT+HTTPPARA="USERDATA","Range: bytes=7-"'],
  ])('masks what is secret, %#', (ready, shown) => {
    expect(ready.redacted).toBe(shown);
    expect(showCommand(ready.definition, ready.args)).toBe(shown);
    expect(ready.text.includes('***')).toBe(false);
  });
});
