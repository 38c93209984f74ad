import type { Token } from '../lib/highlight'
import { importsFromWebIO, tokens } from '../lib/highlight'
import type { DocsLanguage } from '../lib/docs/languages'
import { TEXTS } from '../lib/docs/languages'
import { readSource } from '../lib/read-source'
import { CopyButton } from './copy-button'

/** A task's source, read when the site is built. */
export async function TaskSource({ app }: { app: string }) {
  const name = `tasks/${app}.ts`
  return <Source name={name} text={await readSource(name)} />
}

interface SourceProps {
  name: string
  text: string
  /** Highlighted names. @default the names that the text imports from WebIO */
  highlighted?: readonly string[]
  /** Whether it is TypeScript or JavaScript, which have colors. @default true */
  isColored?: boolean
  /** The language of the page around it. @default 'en' */
  language?: DocsLanguage
}

/** Source code in colors, with a button that copies it. */
export function Source({
  name,
  text,
  highlighted,
  isColored = true,
  language = 'en',
}: SourceProps) {
  const source = text.trimEnd()
  const parts: readonly Token[] = isColored
    ? tokens(source, highlighted ?? importsFromWebIO(source))
    : [{ kind: 'plain', text: source }]
  return (
    <figure className="source">
      <figcaption>
        {name}
        <CopyButton name={name} texts={TEXTS[language].copying} />
      </figcaption>
      <pre tabIndex={0} aria-label={`Source of ${name}`}>
        <code>
          {parts.map(({ kind, text: part }, index) =>
            kind === 'plain' ? (
              part
            ) : (
              <span key={index} className={`token-${kind}`}>
                {part}
              </span>
            ),
          )}
        </code>
      </pre>
    </figure>
  )
}
