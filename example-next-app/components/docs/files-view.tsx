import { readRepositoryFile } from '../../lib/docs/repository'
import { Source } from '../source'

interface FilesViewProps {
  path: string
  files: readonly string[]
}

/** Files of the repository to which a document links, as text. */
export function FilesView({ path, files }: FilesViewProps) {
  return (
    <article className="docs-article">
      <h1>{path}</h1>
      {files.map((file) => (
        <File key={file} path={file} />
      ))}
    </article>
  )
}

async function File({ path }: { path: string }) {
  const text = await readRepositoryFile(path)
  return <Source name={path} text={text} isColored={/\.[mc]?[jt]sx?$/.test(path)} />
}
