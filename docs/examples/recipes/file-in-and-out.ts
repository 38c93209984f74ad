import { file_upload, put_file, put_text } from '@webio/core'

export async function main() {
  const file = await file_upload('A text', {
    accept: '.txt,.md,.csv',
    required: true,
  })
  const sorted = (await file.text()).split('\n').sort().join('\n')
  put_text('The lines are sorted.')
  put_file(`sorted-${file.filename}`, sorted, {
    label: 'Download the result',
  })
}
