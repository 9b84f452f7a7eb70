import { defer, finalize, type Subscription } from 'rxjs';
import { printable } from 'rxmodem';
import type { Conversation } from './conversation';
import type { Desk } from './desk';
import { byId } from './part';
import { problemOf } from './problemOf';
import { readProgram } from './readProgram';
import { samples } from './samples';
import type { TerminalSession } from './session';
import { wiretap } from './wiretap';

/** How many lines of output are kept, and how long one is. */
const MAX_LINES = 400;
const MAX_CHARS = 600;

/** Makes the editor of programs, which run on the modem of the page: Stop unsubscribes. */
export const programPanel = (desk: Desk, { crossed }: Conversation, session: TerminalSession): void => {
  const source = byId<HTMLTextAreaElement>('source');
  const stop = byId<HTMLButtonElement>('stop');
  let running: Subscription | undefined;
  const over = (): void => {
    running = undefined;
    stop.disabled = true;
    reopen(desk, crossed, session);
  };
  const run = (): void => {
    running?.unsubscribe();
    byId('output').textContent = '';
    const { profile, transport } = desk.now();
    session.close();
    stop.disabled = false;
    running = defer(() =>
      readProgram(source.value, { profile, transport: wiretap(transport, profile, crossed) }),
    )
      .pipe(finalize(over))
      .subscribe({
        next: (value) => print('→', value),
        error: (error: unknown) => print('✕', problemOf(error)),
        complete: () => print('|', 'complete'),
      });
    if (running.closed) running = undefined;
  };
  byId('run').addEventListener('click', run);
  stop.addEventListener('click', () => {
    running?.unsubscribe();
    print('!', 'unsubscribed');
  });
  // A modem that is made anew has no program.
  desk.modem.subscribe(() => running?.unsubscribe());
  editor(source, run);
  samplesOf(source);
};

/** The terminal gets the port again. */
export const reopen = (desk: Desk, crossed: Conversation['crossed'], session: TerminalSession): void => {
  const { profile, transport } = desk.now();
  session.open(wiretap(transport, profile, crossed));
};

const samplesOf = (source: HTMLTextAreaElement): void => {
  const choice = byId<HTMLSelectElement>('sample');
  choice.append(...samples.map(({ title }) => new Option(title, title)));
  const use = (): void => {
    source.value = samples.find(({ title }) => title === choice.value)?.source ?? '';
  };
  choice.addEventListener('change', use);
  use();
};

/** Tab indents, unless Escape was pressed before it: people who use a keyboard alone must get out. */
const editor = (source: HTMLTextAreaElement, run: () => void): void => {
  let mayLeave = false;
  source.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    } else if (event.key === 'Tab' && !event.shiftKey && !mayLeave) {
      event.preventDefault();
      source.setRangeText('  ', source.selectionStart, source.selectionEnd, 'end');
    }
    mayLeave = event.key === 'Escape';
  });
};

const print = (sign: string, value: unknown): void => {
  const output = byId('output');
  const line = document.createElement('span');
  line.dataset.sign = sign;
  line.textContent = `${sign} ${wordsOf(value).slice(0, MAX_CHARS)}\n`;
  output.append(line);
  while (output.childElementCount > MAX_LINES) output.firstElementChild?.remove();
  output.scrollTop = output.scrollHeight;
};

const wordsOf = (value: unknown): string => {
  if (typeof value === 'string') return printable(value);
  return JSON.stringify(value, shortened) ?? String(value);
};

/** Commands and bytes are long: of a command its text is shown, of bytes how many there are. */
const shortened = (_key: string, value: unknown): unknown => {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'object' && value !== null && 'definition' in value && 'text' in value)
    return value.text;
  return typeof value === 'bigint' ? String(value) : value;
};
