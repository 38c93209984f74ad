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
  /** The text of the link. @default the name */
  label?: string
}

/** The content of a file, or a function that creates it when the file is clicked. */
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
 * Shows a link to a file. The content is not read or sent before a click.
 * @param name the file name on the visitor's disk
 * @param content text, bytes, a Blob (`openAsBlob` of `node:fs` opens a file as one), a stream, or a function that returns one of these when the
 * link is clicked, possibly asynchronously. A stream can be downloaded once; after that, the page says so
 * @throws TypeError for other content, RangeError for an empty name
 * @example put_file('report.pdf', () => makeReport(year))
 */
export function put_file(name: string, content: FileSource, options?: FileOptions): Output {
  fileSession('put_file')
  return makeOutput(FILE, { name, content }, options)
}

/** Handles a click. A stream can be read once; a second click shows a message. */
function sender(name: string, source: FileSource): () => Promise<void> {
  let taken = false
  return async () => {
    const context = currentContext('put_file')
    if (taken) return showToast(context.session, { id: 'file_gone' }, { color: 'warn' })
    const content = typeof source === 'function' ? await source() : source
    checkFileContent(`put_file(${JSON.stringify(name)})`, content)
    taken = typeof source !== 'function' && sizedContent(content) === null
    sendFile(context, name, content)
  }
}
