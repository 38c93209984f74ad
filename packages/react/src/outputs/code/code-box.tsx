import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { useText } from '../../context/use-text'
import { copyText } from './copy-text'
import { HighlightedCode } from './highlighted-code'

const COPIED_FOR_MS = 2000

interface CodeBoxProps {
  readonly code: string
  readonly language?: string | undefined
}

/** Source code in a box with a button that copies it. */
export function CodeBox({ code, language }: CodeBoxProps): ReactNode {
  return (
    <>
      <pre className="webio-code-scroll" tabIndex={0}>
        <HighlightedCode code={code} language={language} />
      </pre>
      <CopyButton text={code} />
    </>
  )
}

function CopyButton({ text }: { readonly text: string }): ReactNode {
  const say = useText()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), COPIED_FOR_MS)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = async (): Promise<void> => {
    setCopied(await copyText(text))
  }
  return (
    <button type="button" className="webio-code-copy" aria-live="polite" onClick={() => void copy()}>
      {say({ id: isCopied ? 'copied' : 'copy' })}
    </button>
  )
}
