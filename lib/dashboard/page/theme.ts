import { fromEvent, merge, type Observable, startWith, tap } from 'rxjs';
import { remembered } from './parts/remembered';

/** Light, dark, or as the system has it. Emits when the page's colours are others. */
export const theme = (choice: HTMLSelectElement): Observable<unknown> => {
  const options = [...choice.options].map(({ value }) => value);
  choice.value = options.find((option) => option === remembered.read('theme')) ?? 'system';
  const use = (): void => {
    document.documentElement.dataset.theme = choice.value;
  };
  use();
  const chosen = fromEvent(choice, 'change').pipe(
    tap(() => {
      use();
      remembered.write('theme', choice.value);
    }),
  );
  return merge(chosen, fromEvent(matchMedia('(prefers-color-scheme: dark)'), 'change')).pipe(startWith(null));
};
