import process from 'node:process'

/**
 * Lets this process and its sessions continue if its log cannot be written: nobody reads it any more, or the disk is full.
 *
 * Without a listener, Node throws each such error in the context of whatever has just logged something. A session would fail because its task has
 * called `console.log`, and the report of that failure would cause the next error.
 */
export function outliveLog(): void {
  for (const stream of [process.stdout, process.stderr])
    if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore)
}

function ignore(): void {}
