import { importsFromWebIO, tokens } from '../lib/highlight'
import { readSource } from '../lib/read-source'

/** A task's source, read when the site is built. */
export async function TaskSource({ app }: { app: string }) {
  const name = `tasks/${app}.ts`
  return <Source name={name} text={await readSource(name)} />
}

/** Source text in colours. */
export function Source({ name, text }: { name: string; text: string }) {
  const source = text.trimEnd()
  return (
    <figure className="source">
      <figcaption>{name}</figcaption>
      <pre tabIndex={0} aria-label={`Source of ${name}`}>
        <code>
          {tokens(source, importsFromWebIO(source)).map(
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
