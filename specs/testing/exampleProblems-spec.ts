import { at, command, urc } from '../../lib';
import * as quectelFiles from '../../lib/families/quectel/files/quectelFilesCommands';
import * as quectelSockets from '../../lib/families/quectel/sockets/quectelSocketCommands';
import * as standard from '../../lib/families/standard/networkUrcs';
import { exampleProblems } from '../../lib/testing';
import { doorLock, doorMoved, webDone, webGet, webRead } from '../authors/acme';

const about = { does: 'Does it.', source: 'manual', timeoutMs: 1_000 };
const reading = (example: string) =>
  command('+READ=', {
    ...about,
    takes: { size: at.integer },
    answers: { length: at.integer },
    payload: ({ length }) => length,
    example,
  });

describe('exampleProblems', () => {
  it('finds none in tables that are right', () => {
    expect(exampleProblems(quectelFiles, quectelSockets, standard)).toEqual([]);
    expect(exampleProblems({ doorLock, doorMoved, webDone, webGet, webRead })).toEqual([]);
  });

  it.each([
    ['', '+READ=: there is none'],
    ['> AT+WRITE=5\n< OK', '+READ=: AT+WRITE=5 is another command'],
    ['> AT+READ=05\n< +READ: 0\n< OK', '+READ=: AT+READ=05 is written as AT+READ=5'],
    ['> AT+READ=5\n< +READ: 5\n<< hell\n< OK', '+READ=: its bytes are not those that it counts'],
    ['> AT+READ=5\n< OK', '+READ=: the answer is missing'],
    ['> AT+READ=5\n< +READ: five\n< OK', '+READ=: +READ: five is no line of its answer'],
    ['> AT+READ=5\n< +READ: 5\n<< hello', '+READ=: it does not end'],
    ['> AT+READ=5\n< +READ: 0\n< ERROR', '+READ=: it does not end'],
    ['> AT+READ=5\n>> hello\n< +READ: 0\n< OK', '+READ=: it asks for no data'],
    ['> AT+READ=5\n< +READ: 05\n<< hello\n< OK', '+READ=: +READ: 05 is written as +READ: 5'],
  ])('says what is wrong: %j', (example, problem) => {
    expect(exampleProblems({ read: reading(example) })).toEqual([problem]);
  });

  it('misses data that a prompt asks for', () => {
    const write = command('+WRITE', {
      ...about,
      prompt: { by: 'mark', mark: '>' },
      example: '> AT+WRITE\n< OK',
    });

    expect(exampleProblems({ write })).toEqual(['+WRITE: the data that it asks for are missing']);
  });

  it('reads URCs and writes them back', () => {
    const door = (example: string) =>
      urc('+DOOR', { tells: 'Tells it.', source: 'manual', gives: { open: at.integer }, example });

    expect(
      [door('+DOOR: 1'), door(''), door('+DOOR: x'), door('+DOOR: 01')].map((one) =>
        exampleProblems({ one }),
      ),
    ).toEqual([
      [],
      ['+DOOR: there is none'],
      ['+DOOR: +DOOR: x is no line of this form'],
      ['+DOOR: +DOOR: 01 is written as +DOOR: 1'],
    ]);
  });
});
