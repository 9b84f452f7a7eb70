import { ModemError, type Reason } from '../../lib';
import { firstValueFrom } from 'rxjs';
import { topics } from '../../lib/mqtt';
import { httpRemoteRequest } from '../../lib/mqtt/remote/httpRemoteRequest';
import { base64, wireReason } from '../../lib/mqtt/link/wireReason';
import { readJob } from '../../lib/mqtt/gateway/jobs/jobIntake';
import { patterned } from '../modem/bodies';
import { everyReason } from '../helpers/reasons';
import { refused } from '../helpers/refused';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('messages', () => {
  it.each([
    ['{', 'job'],
    ['{"id":"1"}', 'flow'],
    ['{"id":"1","flow":"telnet"}', 'flow'],
    ['{"id":"1","flow":"http","url":"http://a/","headers":{"A":1}}', 'headers.A'],
    ['{"id":"1","flow":"http","url":"http://a/","retry":{"attempts":0,"delaysMs":[]}}', 'retry.attempts'],
    ['{"id":"1","flow":"ftp","verb":"steal","server":{"host":"a"},"path":"/"}', 'verb'],
  ])('a job that does not fit is refused by its field: %s', (text, name) => {
    expect(refused(() => readJob(bytes(text)))).toMatchObject({ kind: 'invalid-argument', name });
  });

  it('say nothing of what stood in a field that is refused', () => {
    const text =
      '{"id":"1","flow":"ftp","verb":"get","server":{"host":"a","password":5,"secret":"pass-word"},"path":"/"}';
    expect(JSON.stringify(refused(() => readJob(bytes(text))))).not.toContain('pass-word');
  });

  it.each(Object.values(everyReason) as readonly Reason[])(
    'carry the reason $kind and its words',
    (reason) => {
      const told = wireReason.read(JSON.parse(JSON.stringify(wireReason.write(reason))) as never);
      expect(told.message).toBe(new ModemError(reason).message);
    },
  );

  it('make an error of a reason that nobody knows', () => {
    expect(wireReason.read({ kind: 'gremlins' }).reason).toMatchObject({
      kind: 'unreadable',
      line: 'gremlins',
    });
    expect(wireReason.read({ kind: 'http-status' }).reason.kind).toBe('unreadable');
  });

  it('carry bytes as base64', () => {
    const body = patterned(70_001);
    expect(Buffer.compare(base64.read(base64.write(body)) ?? Buffer.alloc(0), body)).toBe(0);
    expect(base64.read('?')).toBeUndefined();
  });

  it('carry how many redirects are followed and how long a body may stay unread', async () => {
    const asked = { url: 'http://a/', redirect: 'follow', maxRedirects: 3, unreadMs: 5_000 } as const;
    const { job } = await firstValueFrom(httpRemoteRequest(asked));
    const text = JSON.stringify({ id: '1', ...job(undefined) });

    expect(readJob(bytes(text))).toMatchObject({ redirect: 'follow', maxRedirects: 3, unreadMs: 5_000 });
  });

  it('go to topics below a root that is one', () => {
    expect(topics('a/b').record('7')).toBe('a/b/v1/jobs/7/record');
    for (const root of ['', 'a//b', '+', '#', 'a b', 'a/#'])
      expect(refused(() => topics(root))).toMatchObject({ kind: 'invalid-argument', name: 'root' });
  });
});
