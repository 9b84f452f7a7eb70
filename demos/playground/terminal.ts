import { filter } from 'rxjs';
import { ModemError, raw, type Token } from 'rxmodem';
import type { Conversation } from './conversation';
import type { Desk } from './desk';
import { hintOf } from './hint';
import { byId } from './part';
import { problemOf } from './problemOf';
import { portNow, type TerminalSession } from './session';

const CR = '\r';
/** Ends the text of a message. */
const CTRL_Z = 0x1a;
const MAX_HISTORY = 50;

/** Makes the terminal: a line that is written as it is typed, with a hint of what it is; data where the modem asks for some. */
export const terminal = (desk: Desk, { tokens }: Conversation, session: TerminalSession): void => {
  const line = byId<HTMLInputElement>('line');
  const label = byId('line-label');
  let asked: (Token & { kind: 'prompt' }) | undefined;
  const expect = (token: typeof asked): void => {
    asked = token;
    label.textContent = asked ? dataLabel(asked.wanted) : 'Command';
    hint();
  };
  const hint = (): void => {
    byId('hint').textContent = asked ? '' : hintOf(line.value, desk.now().profile);
  };
  tokens
    .pipe(filter(({ kind }) => kind === 'prompt' || kind === 'final' || kind === 'corrupt'))
    .subscribe((token) => expect(token.kind === 'prompt' ? token : undefined));
  desk.modem.subscribe(({ profile }) => {
    expect(undefined);
    const heads = profile.vocabulary.commands.map(({ head }) => `AT${head}`);
    byId('known').replaceChildren(...[...new Set(heads)].toSorted().map((head) => new Option(head, head)));
  });
  session.port.subscribe((port) => {
    line.disabled = port === undefined;
    line.placeholder = port === undefined ? 'A program has the port' : 'AT+CSQ';
  });
  line.addEventListener('input', hint);
  const history = historyOf(line, hint);
  byId('terminal').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = line.value;
    if (text === '' && !asked) return;
    try {
      write(session, desk, text, asked);
      history(text);
      line.value = '';
      expect(undefined);
    } catch (error) {
      byId('hint').textContent = problemOf(error);
    }
  });
};

const dataLabel = (wanted: number | undefined): string =>
  wanted === undefined ? 'Text; it ends with Ctrl-Z' : `Data: ${wanted} bytes`;

const write = (
  session: TerminalSession,
  desk: Desk,
  text: string,
  asked: (Token & { kind: 'prompt' }) | undefined,
): void => {
  const port = portNow(session);
  if (!port) throw new ModemError({ kind: 'port', where: 'the port', problem: 'it is not open' });
  const encoder = new TextEncoder();
  if (asked) {
    const bytes = encoder.encode(text);
    const given = asked.wanted === undefined ? Uint8Array.of(...bytes, CTRL_Z) : bytes;
    port.write(given, { kind: 'gave', bytes: given }).subscribe();
    return;
  }
  const command = raw(
    /^AT/i.test(text.trim()) ? text : `AT${text.trim()}`,
    desk.now().profile.vocabulary,
    true,
  );
  port.write(encoder.encode(command.text + CR), { kind: 'said', command }).subscribe();
};

/** Arrow keys bring back what was typed. */
const historyOf = (line: HTMLInputElement, changed: () => void): ((text: string) => void) => {
  const texts: string[] = [];
  let at = 0;
  line.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined || texts.length === 0) return;
    event.preventDefault();
    at = Math.min(Math.max(at + step, 0), texts.length);
    line.value = texts[at] ?? '';
    changed();
  });
  return (text) => {
    texts.push(text);
    if (texts.length > MAX_HISTORY) texts.shift();
    at = texts.length;
  };
};
