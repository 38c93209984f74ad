import type { FileContent } from '../../engine/files/file-content'
import { checkFileContent, checkFileName, fileContext, sendFile } from '../send-file'

/**
 * Makes the browser download a file at once. Its bytes travel over HTTP as fast as the browser reads them; the session does not end before that.
 * @param name the file name on the visitor's disk
 * @param content text, bytes, a Blob, or a stream or async generator of pieces
 * @throws TypeError for other content, RangeError for an empty name
 * @example download('report.csv', rows.map((row) => row.join()).join('\n'))
 */
export function download(name: string, content: FileContent): void {
  const context = fileContext('download')
  checkFileName('download', name)
  checkFileContent('download', content)
  sendFile(context, name, content)
}
