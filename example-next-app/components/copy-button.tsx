'use client'

import { useEffect, useState } from 'react'
import type { CopyTexts } from '../lib/docs/languages'

interface CopyButtonProps {
  /** What it copies, for screen readers. */
  name: string
  texts: CopyTexts
}

const SHOWN_FOR_MS = 2000

/** Copies the code of the figure that it is in. */
export function CopyButton({ name, texts }: CopyButtonProps) {
  const [done, setDone] = useState<'copied' | 'selected'>()
  useEffect(() => {
    if (done === undefined) return
    const timer = setTimeout(() => setDone(undefined), SHOWN_FOR_MS)
    return () => clearTimeout(timer)
  }, [done])

  return (
    <>
      <button
        type="button"
        className="copy"
        aria-label={`${texts[done ?? 'copy']}: ${name}`}
        onClick={async ({ currentTarget }) => {
          const code = currentTarget.closest('figure')?.querySelector('code')
          if (code)
            setDone((await copyText(code.textContent)) ? 'copied' : select(code))
        }}
      >
        {texts[done ?? 'copy']}
      </button>
      <span className="hidden-text" role="status">
        {done && texts[done]}
      </span>
    </>
  )
}

/** Tells whether the browser lets the page copy: only over HTTPS or from this machine, and if the visitor permits it. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

function select(code: Element): 'selected' {
  getSelection()?.selectAllChildren(code)
  return 'selected'
}
