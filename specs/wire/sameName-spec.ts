import { a7600 } from '../../lib';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { raw } from '../../lib/grammar/raw';
import { listen } from '../../lib/testing/listen';
import type { Token } from '../../lib/wire/token';
import type { Traffic } from '../../lib/wire/traffic';
import { bytewise } from '../helpers/cuts';

const known = a7600.vocabulary;
const said = (text: string): Traffic => ({ kind: 'said', command: raw(text, known) });
const heard = (...lines: readonly string[]): Traffic => ({
  kind: 'heard',
  bytes: latin1Bytes(lines.map((line) => `\r\n${line}\r\n`).join('')),
});

const shown = (token: Token): string => {
  if (token.kind === 'urc') return `urc ${token.text}`;
  if (token.kind === 'final') return token.result.code;
  return 'text' in token ? `${token.kind} ${token.text}` : token.kind;
};

const hears = (traffic: readonly Traffic[], tokens: readonly string[]): void => {
  expect(listen(known, traffic).tokens.map(shown)).toEqual(tokens);
  expect(listen(known, bytewise(traffic)).tokens.map(shown)).toEqual(tokens);
};

describe('a line with a state that no table has, which fits the open question’s answer and news of the same name', () => {
  it.each([
    ['AT+NETOPEN?', '+NETOPEN: 97'],
    ['AT+CFTPSLOGIN?', '+CFTPSLOGIN: 97'],
    ['AT+CFTPSTYPE?', '+CFTPSTYPE: 97'],
    ['AT+CMQTTDISC?', '+CMQTTDISC: 0,97'],
    ['AT+CLIP?', '+CLIP: 97,1'],
  ])('is the answer of %s where no other comes: %s', (question, line) => {
    hears([said(question), heard(line, 'OK')], [`info ${line}`, 'OK']);
  });

  it('is news where the answer follows', () => {
    hears(
      [said('AT+NETOPEN?'), heard('+NETOPEN: 97', '+NETOPEN: 1', 'OK')],
      ['urc +NETOPEN: 97', 'info +NETOPEN: 1', 'OK'],
    );
  });

  it('is news behind the answer', () => {
    hears(
      [said('AT+NETOPEN?'), heard('+NETOPEN: 1', '+NETOPEN: 97', 'OK')],
      ['info +NETOPEN: 1', 'urc +NETOPEN: 97', 'OK'],
    );
  });

  it('is news where one more such line follows, which is the answer', () => {
    hears(
      [said('AT+NETOPEN?'), heard('+NETOPEN: 97', '+NETOPEN: 98', 'OK')],
      ['urc +NETOPEN: 97', 'info +NETOPEN: 98', 'OK'],
    );
  });

  it('is one of several answers where the others tell of another client', () => {
    hears(
      [said('AT+CMQTTDISC?'), heard('+CMQTTDISC: 0,0', '+CMQTTDISC: 1,97', 'OK')],
      ['info +CMQTTDISC: 0,0', 'info +CMQTTDISC: 1,97', 'OK'],
    );
    hears(
      [said('AT+CMQTTDISC?'), heard('+CMQTTDISC: 0,97', '+CMQTTDISC: 1,98', 'OK')],
      ['info +CMQTTDISC: 0,97', 'info +CMQTTDISC: 1,98', 'OK'],
    );
    hears(
      [said('AT+CMQTTDISC?'), heard('+CMQTTDISC: 0,97', '+CMQTTDISC: 0,1', '+CMQTTDISC: 1,1', 'OK')],
      ['urc +CMQTTDISC: 0,97', 'info +CMQTTDISC: 0,1', 'info +CMQTTDISC: 1,1', 'OK'],
    );
  });

  it('lets other news pass', () => {
    hears(
      [said('AT+NETOPEN?'), heard('+NETOPEN: 97', 'RING', 'OK')],
      ['urc RING', 'info +NETOPEN: 97', 'OK'],
    );
  });

  it('is news where the question is refused, given up, or not asked', () => {
    hears([said('AT+NETOPEN?'), heard('+NETOPEN: 97', 'ERROR')], ['urc +NETOPEN: 97', 'ERROR']);
    hears(
      [said('AT+NETOPEN?'), heard('+NETOPEN: 97'), { kind: 'dropped' }, heard('RING')],
      ['urc +NETOPEN: 97', 'urc RING'],
    );
    hears([said('AT+CSQ'), heard('+NETOPEN: 97', 'OK')], ['urc +NETOPEN: 97', 'OK']);
    hears([said('AT+NETOPEN'), heard('OK', '+NETOPEN: 97')], ['OK', 'urc +NETOPEN: 97']);
  });

  it.each([
    ['AT+CREG?', '+CREG: 97', '+CREG: 0,1'],
    ['AT+CREG?', '+CREG: 1,"00C3","0000",7', '+CREG: 2,1,"00C3","0000",7'],
    ['AT+CREG?', '+CREG: 1,"00C3","0000"', '+CREG: 2,1,"00C3","0000"'],
    ['AT+CLIP?', '+CLIP: "+491701234567",145', '+CLIP: 1,1'],
  ])('is news at once where the question %s has another shape: %s', (question, news, answer) => {
    hears([said(question), heard(news, answer, 'OK')], [`urc ${news}`, `info ${answer}`, 'OK']);
    hears([said(question), heard(news)], [`urc ${news}`]);
  });
});
