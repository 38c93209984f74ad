import {
  close_popup,
  input,
  input_group,
  popup,
  put_button,
  put_buttons,
  put_markdown,
  put_table,
  put_text,
  toast,
  use_scope,
} from '@webio/core'

interface Book {
  title: string
  author: string
}

export async function table() {
  const books: Book[] = [
    { title: 'Orlando', author: 'Virginia Woolf' },
    { title: 'Piranesi', author: 'Susanna Clarke' },
    { title: 'Momo', author: 'Michael Ende' },
  ]

  /** Draws the table anew; what else is on the page stays. */
  const draw = () =>
    use_scope('books', { clear: true }, () => {
      put_table(
        books.map((book) => [
          book.title,
          book.author,
          put_buttons(
            [
              { label: 'Edit', value: 'edit' },
              { label: 'Delete', value: 'delete', color: 'danger' },
            ],
            (action) => (action === 'edit' ? edit(book) : confirmDelete(book)),
            { small: true, outline: true },
          ),
        ]),
        { header: ['Title', 'Author', ''] },
      )
    })

  const edit = async (book: Book) => {
    const changed = await ask(`Edit “${book.title}”`, book)
    if (!changed) return
    Object.assign(book, changed)
    draw()
  }

  const add = async () => {
    const book = await ask('A new book', { title: '', author: '' })
    if (!book) return
    books.push(book)
    draw()
  }

  const confirmDelete = (book: Book) =>
    popup('Delete this book?', () => {
      put_text(`“${book.title}” by ${book.author} goes for good.`)
      put_buttons(
        [
          { label: 'Delete it', value: true, color: 'danger' },
          { label: 'Keep it', value: false, color: 'secondary' },
        ],
        (sure) => {
          close_popup()
          if (!sure) return
          books.splice(books.indexOf(book), 1)
          draw()
          toast(`“${book.title}” was deleted`)
        },
      )
    })

  put_markdown('## Books\nEvery button is a function call on the server.')
  draw()
  put_button('Add a book', add)
}

const ask = (label: string, { title, author }: Book) =>
  input_group(
    label,
    [
      input('Title', { name: 'title', value: title, required: true }),
      input('Author', { name: 'author', value: author, required: true }),
    ],
    { cancelable: true },
  )
