import { file_upload, put_text } from '@webio/core'

export async function main() {
  const file = await file_upload('A text', {
    accept: '.txt,.csv,.md',
    max_size: '1M',
    required: true,
  })
  const lines = (await file.text()).split('\n')
  put_text(`${file.filename} has ${lines.length} lines.`)
}
