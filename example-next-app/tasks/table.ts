import { close_popup, input, input_group, popup, toast, use_scope } from '@webio/core'
import { put_button, put_buttons, put_markdown, put_table, put_text } from '@webio/core'
import { config } from '@webio/core/server'

interface Book {
  title: string
  author: string
}

config(
  { title: 'Books', description: 'Rows with buttons that edit and delete.' },
  table,
)

export async function table() {
  const books: Book[] = [
    { title: 'Orlando', author: 'Virginia Woolf' },
    { title: 'Piranesi', author: 'Susanna Clarke' },
    { title: 'Momo', author: 'Michael Ende' },
  ]

  /** Draws the table again. Everything else on the page stays. */
  const draw = () =>
    use_scope('books', { clear: true }, () => {
      const rows = books.map((book) => [book.title, book.author, buttons(book)])
      put_table(rows, { header: ['Title', 'Author', ''] })
    })

  const buttons = (book: Book) =>
    put_buttons(
      [
        { label: 'Edit', value: 'edit' },
        { label: 'Delete', value: 'delete', color: 'danger' },
      ],
      (action) => (action === 'edit' ? edit(book) : remove(book)),
      { small: true, outline: true },
    )

  const edit = async (book?: Book) => {
    const given = await input_group(
      book ? `Edit “${book.title}”` : 'A new book',
      [
        input('Title', { name: 'title', value: book?.title ?? '', required: true }),
        input('Author', { name: 'author', value: book?.author ?? '', required: true }),
      ],
      { cancelable: true },
    )
    if (!given) return
    if (book) Object.assign(book, given)
    else books.push(given)
    draw()
  }

  const remove = (book: Book) => {
    popup('Delete this book?', () => {
      put_text(`“${book.title}” by ${book.author} will be deleted for good.`)
      const answers = [
        { label: 'Delete it', value: true, color: 'danger' },
        { label: 'Keep it', value: false, color: 'secondary' },
      ] as const
      put_buttons(answers, (sure) => {
        close_popup()
        if (!sure) return
        books.splice(books.indexOf(book), 1)
        draw()
        toast(`“${book.title}” was deleted`)
      })
    })
  }

  put_markdown('## Books\nEvery button is a function call on the server.')
  draw()
  put_button('Add a book', () => edit())
}
