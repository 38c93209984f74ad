import { WebIOApp } from '@webio/react'
import '@webio/react/styles.css'
import { useSyncExternalStore } from 'react'
import { createRoot } from 'react-dom/client'
import { consoleLines, watchConsole } from './console-lines'
import './frame.css'
import { taskOf } from './task-of'

/**
 * The frame of the playground: runs the program that its parent sends. The frame has no origin (headers.ts), so the program reads nothing of the site,
 * neither its cookies nor its storage.
 */

function Program({ text }: { text: string }) {
  let task
  try {
    task = taskOf(text)
  } catch (error) {
    return <Problem error={error} />
  }
  return (
    <>
      <WebIOApp task={task} />
      <Console />
    </>
  )
}

const Problem = ({ error }: { error: unknown }) => (
  <pre className="problem" role="alert">
    {String(error)}
  </pre>
)

/** What the program has written to the console, errors of its task and of its callbacks among it. */
function Console() {
  const lines = useSyncExternalStore(consoleLines.subscribe, consoleLines.get)
  if (lines.length === 0) return null
  return (
    <section className="console" aria-label="Console">
      {lines.map(({ level, text }, index) => (
        <pre key={index} className={level}>
          {text}
        </pre>
      ))}
    </section>
  )
}

const place = document.getElementById('program')
if (!place) throw new Error('frame.html has no place for the program.')
const root = createRoot(place)
watchConsole()

/** What the parent sends: a program to run, or the color scheme of its page. */
interface Message {
  readonly program?: string
  readonly theme?: string
}

addEventListener('message', ({ source, data }: MessageEvent<Message>) => {
  if (source !== parent) return
  const { program, theme } = data
  if (theme !== undefined) document.documentElement.dataset['theme'] = theme
  if (program !== undefined) root.render(<Program text={program} />)
})
// The parent cannot know when this script has been loaded.
if (parent !== window) parent.postMessage('ready', '*')
