import { fromEvent, merge, type Observable, startWith, tap } from 'rxjs';

const KEY = 'rxmodem-theme';

/** Storage may be switched off: the choice then lasts as long as the page. */
const kept = {
  read: (): string | null => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  },
  write: (choice: string): void => {
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // The page looks right all the same.
    }
  },
};

/** Light, dark, or as the system has it. Emits when the page's colours are others. */
export const theme = (choice: HTMLSelectElement): Observable<unknown> => {
  const options = [...choice.options].map(({ value }) => value);
  choice.value = options.find((option) => option === kept.read()) ?? 'system';
  const use = (): void => {
    document.documentElement.dataset.theme = choice.value;
  };
  use();
  const chosen = fromEvent(choice, 'change').pipe(
    tap(() => {
      use();
      kept.write(choice.value);
    }),
  );
  return merge(chosen, fromEvent(matchMedia('(prefers-color-scheme: dark)'), 'change')).pipe(startWith(null));
};
