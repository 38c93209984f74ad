import { readRepositoryFile } from '../../lib/docs/repository'
import { Source } from '../source'
import { LiveExample } from './live-example'

/** A program of docs/examples: its source, and beside it the program as it runs. */
export async function Example({ name }: { name: string }) {
  const path = `docs/examples/${name}.ts`
  return (
    <div className="pair even docs-example">
      <Source name={path} text={await readRepositoryFile(path)} />
      <LiveExample app="docs" example={name} label={`${path}, running`} />
    </div>
  )
}
