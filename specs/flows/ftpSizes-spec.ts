import { ftpEntries } from '../../lib/flows/ftp/ftpEntries';

describe('ftpEntries', () => {
  it.each(['99999999999999999999', '9007199254740993', '-5'])('knows no size %s', (size) => {
    expect(ftpEntries(`type=file;size=${size};modify=20260101000000; a.txt\r\n`)[0]?.size).toBeUndefined();
  });

  it('knows a size that a file can have', () => {
    expect(ftpEntries('type=file;size=1024;modify=20260101000000; a.txt\r\n')[0]?.size).toBe(1_024);
  });
});
