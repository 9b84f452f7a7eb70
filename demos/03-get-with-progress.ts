/** Get a file with a progress bar; without a terminal, with plain lines. */
import { SingleBar } from 'cli-progress';
import { finalize, switchMap, take } from 'rxjs';
import { openModem, http } from 'rxmodem';
import { desk } from './desk';

const { where, file } = desk();
const bar = new SingleBar({
  format: '{bar} {percentage}% | {value} of {total} bytes',
  noTTYOutput: true,
  notTTYSchedule: 500,
});

where
  .pipe(
    switchMap(({ transport, profile }) => openModem(transport, profile)),
    take(1),
    switchMap((modem) => http.get(modem, file)),
    finalize(() => bar.stop()),
  )
  .subscribe((event) => {
    if (event.kind === 'head') bar.start(event.length, 0);
    if (event.kind === 'chunk') bar.update(event.loaded);
  });
