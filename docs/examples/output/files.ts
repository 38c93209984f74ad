import { download, put_button, put_file } from '@webio/core'

export function main() {
  put_file(
    'notes.txt',
    'Kept on the server until someone clicks.',
    { label: 'Download the notes' },
  )
  put_button('Make a report', () =>
    download('report.csv', 'name,total\nAda,36\n'),
  )
}
