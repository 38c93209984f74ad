import { importsFromWebIO, tokens } from '../lib/highlight'
import { readSource } from '../lib/read-source'

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
}

/** Source code in colors. */
export function Source({ name, text, highlighted }: SourceProps) {
  const source = text.trimEnd()
  return (
    <figure className="source">
      <figcaption>{name}</figcaption>
      <pre tabIndex={0} aria-label={`Source of ${name}`}>
        <code>
          {tokens(source, highlighted ?? importsFromWebIO(source)).map(
            ({ kind, text: part }, index) =>
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
