import {
  file_upload,
  put_progressbar,
  put_table,
  put_text,
  set_progressbar,
  sleep,
} from '@webio/core'

export async function main() {
  const file = await file_upload(
    'A CSV file with the columns name and total',
    {
      accept: '.csv',
      max_size: '10M',
      required: true,
    },
  )
  const lines = (await file.text())
    .split(/\r?\n/)
    .filter(Boolean)
    .slice(1)
  put_progressbar('import', {
    label: `Importing ${lines.length} rows`,
  })
  const refused: { line: number; reason: string }[] = []
  for (const [index, line] of lines.entries()) {
    const [name = '', total = ''] = line.split(',')
    if (name === '' || Number.isNaN(Number(total)))
      refused.push({ line: index + 2, reason: line })
    else await save(name, Number(total))
    set_progressbar('import', (index + 1) / lines.length)
  }
  put_text(`${lines.length - refused.length} rows are imported.`)
  if (refused.length > 0) put_table(refused)
}

async function save(_name: string, _total: number) {
  await sleep(0.01) // write to your database here
}
