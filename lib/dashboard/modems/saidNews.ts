import type { LogEntry } from '../model/board';
import type { News } from '../model/news';

/** What a modem said on its own. */
interface Said extends Pick<LogEntry, 'modem' | 'at' | 'text'> {
  /** What it tells, where anybody knows. */
  readonly tells: string | undefined;
}

/** Makes news of what a modem said on its own. */
export const saidNews = ({ tells = 'Is nothing that the library knows.', ...said }: Said): News => ({
  kind: 'urc',
  sign: '!',
  tells,
  ...said,
});
