import { MultiBar, Presets } from 'cli-progress';
import type { Token, TraceEntry } from 'rxmodem';

/** What a demo shows: the conversation as it goes, URCs apart from it, a progress bar, the result. */
export interface Screen {
  readonly line: (entry: TraceEntry) => void;
  readonly urc: (token: Token) => void;
  readonly progress: (loaded: number, total: number) => void;
  readonly done: (summary: string) => void;
}

const colourful = process.stdout.isTTY && !process.env.NO_COLOR && !process.argv.includes('--no-color');
const paint =
  (code: number) =>
  (text: string): string =>
    colourful ? `\u001b[${code}m${text}\u001b[0m` : text;
const bold = paint(1);
const dim = paint(2);
const green = paint(32);
const yellow = paint(33);
const cyan = paint(36);

/** After this number of windows the conversation repeats itself: the rest is the bar's. */
const WINDOWS_SHOWN = 2;

/** Makes a screen for one modem. */
export const screen = (title: string): Screen => {
  const bars = new MultiBar(
    { format: '    {bar} {percentage}% {value}/{total} bytes', hideCursor: true },
    Presets.shades_classic,
  );
  const bar = process.stdout.isTTY ? bars.create(1, 0) : undefined;
  const print = (text: string): void => (bar ? bars.log(`${text}\n`) : void console.log(text));
  let windows = 0;
  let urcs = 0;
  /** A line of the modem's is held until it is known whether it was a URC. */
  let held: string | undefined;
  const flush = (): void => {
    if (held !== undefined) print(dim(held));
    held = undefined;
  };
  print(`\n${bold(title)}`);
  return {
    line: ({ sign, text }) => {
      flush();
      if (text.startsWith('AT+HTTPREAD')) windows += 1;
      if (text.includes('HTTPTERM')) windows = 0;
      if (windows === WINDOWS_SHOWN + 1 && text.startsWith('AT+HTTPREAD'))
        print(dim('    … and so on, window by window'));
      if (windows > WINDOWS_SHOWN) return;
      if (sign === '>') print(green(`  ${sign} ${text}`));
      else held = `  ${sign} ${text}`;
    },
    urc: (token) => {
      held = undefined;
      urcs += 1;
      if (token.kind === 'urc') print(yellow(`  ☎ ${token.text}`) + dim(`  ${JSON.stringify(token.values)}`));
    },
    progress: (loaded, total) => {
      bar?.setTotal(total);
      bar?.update(loaded);
    },
    done: (summary) => {
      flush();
      bars.stop();
      console.log(cyan(`  ✔ ${summary}; ${urcs} URCs meanwhile`));
    },
  };
};
