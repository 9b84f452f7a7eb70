import { parseRequest } from '../../lib/grammar/parseRequest';

describe('parseRequest', () => {
  it.each([
    ['', '', 'execute', []],
    ['E0', 'E', 'execute', ['0']],
    ['E', 'E', 'execute', []],
    ['e0', 'E', 'execute', ['0']],
    ['&W', '&W', 'execute', []],
    ['&F0', '&F', 'execute', ['0']],
    ['S0=1', 'S0', 'write', ['1']],
    ['S3?', 'S3', 'read', []],
    ['D*99#', 'D', 'execute', ['*99#']],
    ['+CSQ', '+CSQ', 'execute', []],
    ['+csq', '+CSQ', 'execute', []],
    ['+CREG?', '+CREG', 'read', []],
    ['+CREG=?', '+CREG', 'test', []],
    ['+CREG=', '+CREG', 'write', ['']],
    ['+CREG = 2', '+CREG', 'write', ['2']],
    ['+HTTPPARA="URL","http://a/?b=c,d"', '+HTTPPARA', 'write', ['"URL"', '"http://a/?b=c,d"']],
    ['*PSUTTZ?', '*PSUTTZ', 'read', []],
    ['123', '', 'execute', ['123']],
    ['+', '', 'execute', ['+']],
  ] as const)('cuts %j into name %j, form %s and its fields', (text, name, form, fields) => {
    expect(parseRequest(text)).toEqual({ name, form, fields });
  });
});
