import {
  download,
  file_upload,
  input,
  input_group,
  pin,
  put_button,
  put_file,
  put_file_upload,
  put_markdown,
  put_table,
  put_text,
  toast,
} from '@webio/core'

/** put_file: a link to a file. A function creates the content only when the link is clicked. */
export function file() {
  put_file('greeting.txt', 'Good morning, 你好, مرحبا')
  put_file('numbers.csv', numbers, {
    label: 'A million numbers, made as you download',
  })
}

async function* numbers() {
  for (let n = 0; n < 1_000_000; n += 1000)
    yield Array.from(
      { length: 1000 },
      (_, i) => `${n + i},${(n + i) ** 2}\n`,
    ).join('')
}

/** download: the browser saves a file at once. It can be text, bytes, a Blob or a stream. */
export function send() {
  put_button('Make a report', () => {
    download(
      `report ${new Date().toISOString().slice(0, 10)}.txt`,
      'All is well.\n',
    )
    toast('Your report is on its way.', { color: 'success' })
  })
}

/** file_upload: a file of the visitor. It is uploaded as soon as it is chosen, and submitted with the form after it has arrived. */
export async function upload() {
  const picture = await file_upload('A picture', {
    accept: 'image/*',
    max_size: '5M',
    required: true,
    help_text: 'At most 5 MB. Drop it here, or choose it.',
  })
  const { filename, mime_type, size } = picture
  put_table([
    ['Name', filename],
    ['Type', mime_type],
    ['Bytes', size],
    ['Begins with', [...picture.content.subarray(0, 8)].join(' ')],
  ])
}

/** file_upload with multiple: several files in a form with other fields, read as streams. */
export async function several() {
  const { title, texts } = await input_group('Your collection', [
    input('Title', { name: 'title', required: true }),
    file_upload('Texts', {
      name: 'texts',
      multiple: true,
      required: true,
      accept: ['.txt', '.md', '.csv'],
      max_total_size: '1M',
    }),
  ])
  put_markdown(`### ${title}`)
  for (const one of texts) {
    const lines = (await one.text()).split('\n').length
    put_text(`${one.filename}: ${lines} lines`)
  }
}

/** put_file_upload: a field for files that the task does not wait for. It is a pin like any other. */
export function pinned() {
  put_file_upload('document', {
    label: 'Document',
    onchange: (one) =>
      put_text(one ? `${one.filename} is here.` : 'It is gone.'),
  })
  put_button('How large is it?', async () => {
    const one = (await pin['document']) as { size: number } | null
    toast(one ? `${one.size} bytes` : 'There is none.')
  })
}
