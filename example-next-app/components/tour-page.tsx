import type { Example } from '../lib/examples'
import { readExamples } from '../lib/examples'
import { family } from '../lib/tour'
import { RunningApp } from './running-app'
import { Source } from './source'

/** The examples of a family. Each runs next to its source, in a separate session. */
export async function TourPage({ name }: { name: string }) {
  const { title, summary } = family(name)
  const { examples, imports } = await readExamples(name)
  return (
    <>
      <header className="intro">
        <h1>{title}</h1>
        <p>{summary}</p>
      </header>
      <ul className="contents" aria-label="Examples">
        {examples.map((example) => (
          <li key={example.name}>
            <a href={`#${example.name}`}>{example.heading}</a>
          </li>
        ))}
      </ul>
      {examples.map((example) => (
        <ExampleSection
          key={example.name}
          app={`tour_${name}`}
          file={`tasks/tour/${name}.ts`}
          example={example}
          imports={imports}
        />
      ))}
    </>
  )
}

interface ExampleSectionProps {
  app: string
  file: string
  example: Example
  /** Highlighted names in the source. */
  imports: readonly string[]
}

function ExampleSection({ app, file, example, imports }: ExampleSectionProps) {
  const { name, heading, prose, source } = example
  return (
    <section className="example" id={name} aria-labelledby={`${name}-heading`}>
      <h2 id={`${name}-heading`}>{heading}</h2>
      <Prose text={prose} />
      <div className="pair even">
        <RunningApp app={app} label={`${heading}, running`} example={name} />
        <Source name={file} text={source} highlighted={imports} />
      </div>
    </section>
  )
}

/** The text of a comment. Text between backticks is code. */
function Prose({ text }: { text: string }) {
  return (
    <p>
      {text
        .split('`')
        .map((part, index) =>
          index % 2 === 1 ? <code key={index}>{part}</code> : part,
        )}
    </p>
  )
}
