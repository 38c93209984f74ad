import type { FileContent } from '../../engine/files/file-content'
import { sizedContent } from '../../engine/files/file-content'
import type { OptionRules } from '../arguments'
import { checkFileContent, checkFileName, fileSession, sendFile } from '../send-file'
import { makeOutput } from './handle/make-output'
import type { Output, OutputOptions } from './handle/output'
import { OUTPUT_OPTION_RULES } from './handle/output'
import type { OutputKind } from './handle/output-kind'
import { showToast } from './toast'
import { currentContext } from '../live-context'

export interface FileOptions extends OutputOptions {
  /** What the link says. @default the name */
  label?: string
}

/** Content of a file, or a function that makes it when the file is clicked. */
export type FileSource = FileContent | (() => FileContent | PromiseLike<FileContent>)

const FILE_RULES = { ...OUTPUT_OPTION_RULES, label: 'string' } as const satisfies OptionRules

interface FileParams extends Pick<FileOptions, 'label'> {
  readonly name: string
  readonly content: FileSource
}

const FILE: OutputKind<FileParams> = {
  name: 'put_file',
  parameters: { name: 'string', content: 'any' },
  options: FILE_RULES,
  leaf: true,
  build(id, { name, content, label = name }) {
    checkFileName('put_file', name)
    if (typeof content !== 'function') checkFileContent('put_file', content)
    return { id, type: 'file', label }
  },
  handlers: ({ name, content }) => [{ key: 0, run: sender(name, content) }],
}

/**
 * Shows a link to a file. Nothing of it is read or sent before it is clicked.
 * @param name what the file is called on the visitor's disk
 * @param content text, bytes, a Blob (`openAsBlob` of `node:fs` gives one of a file on the disk), a stream, or a function that gives one of
 * these when the link is clicked, asynchronous or not. A stream can be downloaded once: where it is clicked again, the page is told so
 * @throws TypeError for other content, RangeError for an empty name
 * @example put_file('report.pdf', () => makeReport(year))
 */
export function put_file(name: string, content: FileSource, options?: FileOptions): Output {
  fileSession('put_file')
  return makeOutput(FILE, { name, content }, options)
}

/** What a click does. A stream can be read once: who clicks again is told so. */
function sender(name: string, source: FileSource): () => Promise<void> {
  let taken = false
  return async () => {
    const { session } = currentContext('put_file')
    if (taken) return showToast(session, { id: 'file_gone' }, { color: 'warn' })
    const content = typeof source === 'function' ? await source() : source
    checkFileContent(`put_file(${JSON.stringify(name)})`, content)
    taken = typeof source !== 'function' && sizedContent(content) === null
    sendFile(session, name, content)
  }
}
