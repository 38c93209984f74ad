import Link from 'next/link'
import { importsFromWebIO } from '../../lib/highlight'
import { usesOf } from '../../lib/docs/uses'
import { Source } from '../source'
import { LiveApp } from '../live-app'

/** So many sections are enough. */
const MAX_LINKS = 6

/** Below a name of the reference: a program that uses it, running, and where else it is used. */
export async function ReferenceUses({ title }: { title: string }) {
  const name = /^[\w$]+/.exec(title)?.[0]
  if (name === undefined) return null
  const { running, sections } = await usesOf(name)
  const [first, ...others] = running
  const links = [
    ...others
      .filter(({ url }) => url !== '')
      .map(({ heading, url }) => ({ label: `Tour: ${heading}`, url })),
    ...sections,
  ].slice(0, MAX_LINKS)
  return (
    <>
      {first && (
        <>
          <h2 id="see-it-run">See it run</h2>
          <div className="pair even docs-example">
            <Source
              name={first.file}
              text={first.source}
              highlighted={[name, ...importsFromWebIO(first.source)]}
            />
            <LiveApp
              app={first.app}
              example={first.example}
              label={`${first.file}, running`}
            />
          </div>
        </>
      )}
      {links.length > 0 && (
        <>
          <h2 id="used-in">Used in</h2>
          <ul>
            {links.map(({ label, url }) => (
              <li key={url}>
                <Link href={url} prefetch={false}>
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
