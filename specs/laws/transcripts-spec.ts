import { map, Subject } from 'rxjs';
import type { Command } from '../../lib/grammar/command';
import { ModemError } from '../../lib/grammar/errors/modemError';
import { raw } from '../../lib/grammar/raw';
import type { Token } from '../../lib/wire/token';
import type { Traffic } from '../../lib/wire/traffic';
import { frameResponse } from '../../operators/frameResponse';
import { tokenize } from '../../operators/tokenize';
import { trafficOf } from '../../lib/testing/trafficOf';
import { transcripts, type Transcript } from '../helpers/transcripts';

// Law 3, second half, on the client's side: every transcript of the two notes is replayed.

/** Late results of commands that have no definition yet: a line leaves this list when they get one. */
const UNDECLARED = /^\+(HTTPPOSTFILE|HTTPREADFILE):/;

interface Replayed {
  readonly said: readonly string[];
  readonly answered: readonly string[];
  readonly tokens: readonly Token[];
}

/** Replays a transcript: each command's response is waited for from the moment that it is said. */
const replay = ({ family, talk: channel }: Transcript): Replayed => {
  const traffic = new Subject<Traffic>();
  const heard = new Subject<Token>();
  const tokens: Token[] = [];
  const said: string[] = [];
  const answered: string[] = [];
  const ask = (command: Command): void => {
    said.push(command.text);
    heard
      .pipe(
        frameResponse(command),
        map(() => command.text),
      )
      .subscribe({
        next: (text) => answered.push(text),
        error: (error: unknown) => {
          if (error instanceof ModemError && error.reason.kind === 'refused') answered.push(command.text);
          else throw error;
        },
      });
  };
  heard.subscribe((token) => tokens.push(token));
  traffic.pipe(tokenize(family)).subscribe(heard);
  for (const item of trafficOf(channel, (text) => raw(text, family))) {
    if (item.kind === 'said') ask(item.command);
    traffic.next(item);
  }
  return { said, answered, tokens };
};

describe('law 3: the transcripts of the notes are replayed', () => {
  it.each([...transcripts])('$title: every command gets its response, in order', (transcript) => {
    const { said, answered, tokens } = replay(transcript);
    const unknown = tokens.flatMap((token) => (token.kind === 'unknown' ? [token.text] : []));

    expect(said.length).toBeGreaterThan(0);
    expect(answered).toEqual(said);
    expect(unknown.filter((text) => !UNDECLARED.test(text))).toEqual([]);
  });

  it('hears the body that a GET of either note brings', () => {
    const bodyOf = (title: string): number => {
      const found = transcripts.find((transcript) => transcript.title === title) as Transcript;
      return replay(found).tokens.reduce(
        (sum, token) => sum + (token.kind === 'payload' ? token.bytes.length : 0),
        0,
      );
    };

    expect(bodyOf('sim800/3.2-http-get.txt')).toBe(62);
    // The header, then the window.
    expect(bodyOf('a7600/3.1-http-get.txt')).toBe(387 + 283);
  });
});
