import type { AllowList } from '../../lib/mqtt/gateway/jobs/gatewayLimits';
import { notAllowed } from '../../lib/mqtt/gateway/jobs/notAllowed';
import type { Job } from '../../lib/mqtt/schema/job';

const get = (url: string, more: object = {}): Job => ({ id: '1', flow: 'http', url, ...more });
const ftp = (host: string, verb = 'get'): Job =>
  ({ id: '1', flow: 'ftp', verb, server: { host }, path: '/a' }) as Job;
const send = (line: string): Job => ({ id: '1', flow: 'send', line });

const cases: readonly (readonly [job: Job, allow: AllowList, refused: string | undefined])[] = [
  [get('http://example.com/'), {}, undefined],
  [get('http://example.com/', { method: 'DELETE' }), {}, undefined],
  [ftp('example.com', 'rmdir'), {}, undefined],
  [send('AT+CSQ'), {}, 'raw commands'],
  [get('http://a.example.com/'), { hosts: ['*.example.com'] }, undefined],
  [get('http://A.EXAMPLE.COM/'), { hosts: ['*.example.com'] }, undefined],
  [get('http://example.com/'), { hosts: ['*.example.com'] }, 'this host'],
  [get('http://badexample.com/'), { hosts: ['*.example.com', 'example.com'] }, 'this host'],
  [get('http://example.com.evil.org/'), { hosts: ['example.com'] }, 'this host'],
  [get('http://evil.org/?http://example.com/'), { hosts: ['example.com'] }, 'this host'],
  [get('http://example.com:80@evil.org/'), { hosts: ['example.com'] }, 'this host'],
  [get('no url'), { hosts: ['example.com'] }, 'this host'],
  [
    get('http://example.com/', { redirect: 'follow' }),
    { hosts: ['example.com'] },
    'redirects to be followed',
  ],
  [get('http://example.com/', { redirect: 'follow' }), {}, undefined],
  ...['Host', 'Content-Length', 'Transfer-Encoding'].map(
    (field) =>
      [
        get('http://example.com/', { method: 'POST', headers: { [field.toLowerCase()]: '0' } }),
        { hosts: ['example.com'] },
        `a ${field} header field`,
      ] as const,
  ),
  [get('http://example.com/', { headers: { 'content-length': '0' } }), {}, undefined],
  // Sites that a proxy in front of the server, or another protocol, would reach.
  ...(
    [
      ['Forwarded', 'host=other.example'],
      ['X-Forwarded-Host', 'other.example'],
      ['X-Forwarded-Server', 'other.example'],
      ['X-Host', 'other.example'],
      ['Upgrade', 'h2c'],
      ['Connection', 'Host'],
      ['Connection', 'close, Host'],
      ['Connection', 'Upgrade'],
    ] as const
  ).map(
    ([field, value]) =>
      [
        get('http://example.com/', { headers: { [field.toUpperCase()]: value } }),
        { hosts: ['example.com'] },
        `${/^[UX]/.test(field) ? 'an' : 'a'} ${field} header field`,
      ] as const,
  ),
  [
    get('http://example.com/', { headers: { Transfer_Encoding: 'chunked' } }),
    { hosts: ['example.com'] },
    'a Transfer-Encoding header field',
  ],
  [get('http://example.com/', { headers: { connection: ' Close' } }), { hosts: ['example.com'] }, undefined],
  [
    get('http://example.com/', { headers: { Connection: 'keep-alive' } }),
    { hosts: ['example.com'] },
    undefined,
  ],
  [get('http://example.com/', { headers: { Connection: 'Host' } }), {}, undefined],
  [ftp('files.example.com'), { hosts: ['example.com'] }, 'this host'],
  [get('http://example.com/', { method: 'POST' }), { verbs: ['http:GET', 'ftp'] }, 'http:POST'],
  [get('http://example.com/'), { verbs: ['http:GET'] }, undefined],
  [ftp('example.com', 'put'), { verbs: ['http', 'ftp:get'] }, 'ftp:put'],
  [send('AT+CSQ'), { commands: ['+CSQ'] }, undefined],
  [send(' at+csq '), { commands: ['AT+CSQ'] }, undefined],
  [send('AT+CSQX'), { commands: ['+CSQ'] }, 'this raw command'],
  [send('AT+CSQ;+CFUN=0'), { commands: ['+CSQ'] }, 'this raw command'],
  [send('+CFUN=0'), { commands: ['+CSQ'] }, 'this raw command'],
  [send('AT+CFUN=0'), { commands: ['*'] }, undefined],
];

describe('what a gateway allows', () => {
  it.each(cases)('%j by %j: %s', (job, allow, refused) => {
    expect(notAllowed(job, allow)).toBe(refused);
  });
});
