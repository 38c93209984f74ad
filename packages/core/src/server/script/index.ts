/**
 * `@webio/core/script`: script mode. Importing it makes the whole process one session: `put_text`, `await input` and the rest work at the
 * top level of a plain script. The first of them starts a server on a free port and opens the browser; the process ends with the script,
 * or when the person closes the page. Node only.
 *
 * Set WEBIO_SCRIPT_PORT to fix the port; then no browser is opened.
 */
import { scriptOfProcess } from './script-of-process'
import { ScriptMode } from './script-mode'

if (!ScriptMode.isOn) ScriptMode.enter(scriptOfProcess())

/** Whether this process is in script mode. With it the import can be seen to be used. */
export const script_mode = true
