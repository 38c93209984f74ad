import type { DocsLanguage } from '../../lib/docs/languages'
import { TEXTS } from '../../lib/docs/languages'
import { playgroundUrl, runsInPlayground } from '../../lib/docs/program-link'
import { readRepositoryFile } from '../../lib/docs/repository'
import { Source } from '../source'
import { LiveApp } from '../live-app'

interface ExampleProps {
  name: string
  /** The language of the document that it is in. */
  language: DocsLanguage
}

/** A program of docs/examples: its source, and next to it the running program. */
export async function Example({ name, language }: ExampleProps) {
  const texts = TEXTS[language]
  const path = `docs/examples/${name}.ts`
  const text = await readRepositoryFile(path)
  const playground = runsInPlayground(text) ? await playgroundUrl(text) : null
  return (
    <div className="pair even docs-example">
      <div className="docs-example-source">
        <Source name={path} text={text} language={language} />
        {playground !== null && <a href={playground}>{texts.playground}</a>}
      </div>
      <LiveApp app="docs" example={name} label={texts.running(path)} />
    </div>
  )
}
