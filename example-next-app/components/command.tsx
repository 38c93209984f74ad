import { TEXTS } from '../lib/docs/languages'
import { CopyButton } from './copy-button'

/** A command for the terminal, with a button that copies it. */
export function Command({ text }: { text: string }) {
  return (
    <figure className="command">
      <code>{text}</code>
      <CopyButton name={text} texts={TEXTS.en.copying} />
    </figure>
  )
}
