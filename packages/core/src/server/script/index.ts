/**
 * `@webio/core/script`: script mode. Importing it turns the whole process into one session: `put_text`, `await input` and all other functions work
 * at the top level of a plain script. The first call starts a server on a free port and opens the browser. The process ends with the script, or when
 * the person closes the page. Node only.
 *
 * Set WEBIO_SCRIPT_PORT to choose the port; no browser is opened then.
 */
import { scriptOfProcess } from './script-of-process'
import { ScriptMode } from './script-mode'

if (!ScriptMode.isOn) ScriptMode.enter(scriptOfProcess())

/** Whether this process is in script mode. Tools see the import as used if a program reads it. */
export const script_mode = true
