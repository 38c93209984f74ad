'use client'

import dynamic from 'next/dynamic'
import { useEffect, useRef, useState } from 'react'
import type { Theme } from '../../lib/theme'
import { useTheme } from '../use-theme'
import { hasProgram, playgroundUrl, programIn } from '../../lib/docs/program-link'

const ProgramEditor = dynamic(
  async () => (await import('./program-editor')).ProgramEditor,
  { ssr: false },
)

/** A program, and its runs: each starts in a new frame. */
interface Run {
  readonly program: string
  readonly number: number
}

const TOO_LONG =
  'The program is too long for a link, which holds at most 100,000 bytes.'

/** An editor next to its running program. Once the program has run, the address of the page contains it, too. */
export function Playground({ program }: { program: string }) {
  const [text, setText] = useState<string>()
  const [run, setRun] = useState<Run>()
  const [note, setNote] = useState('')

  const runProgram = (next: string) =>
    setRun((before) => ({ program: next, number: (before?.number ?? 0) + 1 }))

  useEffect(() => {
    const show = (found: string | null) => {
      setNote(
        found === null && hasProgram(location.hash)
          ? 'The link is damaged: it holds no program that can be read.'
          : '',
      )
      setText(found ?? program)
      runProgram(found ?? program)
    }
    const read = () => void programIn(location.hash).then(show)
    read()
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [program])

  /** Shows the program in the address, without a new entry in the history: Back leaves the playground. */
  const updateAddress = async (written: string): Promise<string | null> => {
    const url = await playgroundUrl(written)
    history.replaceState(history.state, '', url ?? location.pathname)
    return url
  }
  const start = async () => {
    if (text === undefined) return
    runProgram(text)
    setNote((await updateAddress(text)) === null ? TOO_LONG : '')
  }
  const copyLink = async () => {
    if (text === undefined) return
    const url = await updateAddress(text)
    if (url === null) return setNote(TOO_LONG)
    await navigator.clipboard.writeText(new URL(url, location.href).href).then(
      () => setNote('The link is copied.'),
      () => setNote('Copy the address of this page.'),
    )
  }

  return (
    <>
      <div className="docs-playground-bar">
        <button type="button" className="docs-run" onClick={start}>
          Run
        </button>
        <button type="button" onClick={copyLink}>
          Copy link
        </button>
        <p role="status">{note}</p>
      </div>
      <div className="docs-playground">
        <div className="docs-editor">
          {text !== undefined && (
            <ProgramEditor text={text} onChange={setText} onRun={start} />
          )}
        </div>
        <div className="docs-frame">{run && <Frame key={run.number} {...run} />}</div>
      </div>
    </>
  )
}

/** Runs a program without an origin: no matter what a link contains, it reads and sends nothing of this site. */
function Frame({ program }: Run) {
  const frame = useRef<HTMLIFrameElement>(null)
  const theme = useTheme()
  // The program that the frame has got runs on if the theme changes.
  const latestTheme = useRef(theme)
  useEffect(() => {
    const answer = ({ source, data }: MessageEvent<unknown>) => {
      const target = frame.current?.contentWindow
      if (!target || source !== target || data !== 'ready') return
      sendTheme(target, latestTheme.current)
      target.postMessage({ program }, '*')
    }
    window.addEventListener('message', answer)
    return () => window.removeEventListener('message', answer)
  }, [program])
  useEffect(() => {
    latestTheme.current = theme
    if (frame.current?.contentWindow) sendTheme(frame.current.contentWindow, theme)
  }, [theme])
  return (
    <iframe
      ref={frame}
      title="The program, running"
      src="/playground/frame.html"
      sandbox="allow-scripts allow-forms"
    />
  )
}

/** A page in a frame does not know the color scheme that the page around it has chosen. */
const sendTheme = (frame: Window, theme: Theme): void =>
  frame.postMessage({ theme }, '*')
